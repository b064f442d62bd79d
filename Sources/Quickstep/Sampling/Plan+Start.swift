extension Plan {
  /// The plan's levels on a path, from where its start begins: as many steps of the same rule below
  /// that.
  ///
  /// Levels written by hand say themselves where a run begins. Of a rule that places levels wherever
  /// the path begins, so many steps are taken that the ones asked for lie below the start.
  /// - Throws: `DeclarationError` or `SamplingError` naming what cannot be used.
  func levels(on schedule: any Schedule, from start: any Start) throws -> [NoiseLevel] {
    guard handWrittenLevels == nil, let first = start.level(on: schedule) else {
      return try levels(on: schedule)
    }
    guard first.rho > schedule.level(t: schedule.range.lowerBound).rho else {
      throw SamplingError.startBelowPath(
        start: self.start.name, sigma: first.rho, schedule: self.schedule.name)
    }
    let levels = try levels(on: LoweredSchedule(schedule, from: first))
    // Beyond rounding.
    let bound = first.rho * (1 + 1e-9)
    guard levels[0].rho > bound else { return levels }
    let rest = try tail(of: schedule, below: first.rho * (1 - 1e-9))
    return [first] + rest
  }

  /// The last levels of a run of more steps, as many as the plan has steps.
  private func tail(of schedule: any Schedule, below rho: Double) throws -> [NoiseLevel] {
    func tail(_ steps: Int) throws -> [NoiseLevel] {
      var longer = self
      longer.steps = steps
      return try longer.levels(on: schedule).filter { $0.rho < rho }
    }
    var low = steps, high = Self.stepsRange.upperBound
    while low < high {
      let middle = (low + high) / 2
      if let found = try? tail(middle), found.count < steps {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard let found = try? tail(low), found.count == steps else {
      throw SamplingError.noLevelsBelowStart(
        grid: grid.name, steps: steps, start: start.name, sigma: rho)
    }
    return found
  }

  /// Makes a job start as the plan says.
  /// - Throws: `SamplingError` where its model, or what stands beside it, does not allow that.
  func add(
    _ start: any Start, _ beside: Companions, to job: inout SamplingJob
  ) throws(SamplingError) {
    let network = start.companion.flatMap { beside.networks[$0] }
    let names = network?.classNames ?? job.model.classNames
    if let other = start.otherClasses.first(where: { !names.indices.contains($0) }) {
      throw .noClassNumber(other, classes: names.count)
    }
    if let name = start.companion, let network {
      try add(network, name, to: &job)
    } else if start.knowledge != nil {
      guard let model = job.model.exact else {
        throw start.companion == nil
          ? .startNeedsData(start: self.start.name, model: self.model.name)
          : .startNeedsNetwork(start: self.start.name, model: self.model.name)
      }
      job.startSource = .learned(on: model)
    }
    job.start = start
  }
}
