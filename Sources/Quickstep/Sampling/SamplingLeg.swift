/// The first steps of a run, which another job takes.
public struct SamplingLeg: Sendable {
  /// What a job has in common with the one that goes on from it.
  struct Accord: OptionSet {
    let rawValue: Int

    /// The solver walks as it would have gone on: it keeps what it remembers.
    static let solver = Accord(rawValue: 1)
    /// Guidance keeps what it remembers.
    static let guidance = Accord(rawValue: 2)
    /// Both should follow the same path.
    static let path = Accord(rawValue: 4)
  }

  /// It has no legs itself.
  public internal(set) var job: SamplingJob
  /// The number of its last step.
  public let end: Int
  let accord: Accord
}

/// Steps that a run takes along the grid of one job.
struct SamplingStretch {
  let job: SamplingJob
  let steps: Range<Int>
}

extension SamplingJob {
  /// Has other jobs take the first steps.
  /// - Parameters:
  ///   - plan: the job's own.
  ///   - legs: in their order, the ends rising.
  /// - Throws: `SamplingError` where a state cannot be handed over, as far as that is known before.
  public mutating func follow(
    _ legs: [(plan: Plan, job: SamplingJob, end: Int)], as plan: Plan
  ) throws(SamplingError) {
    let plans = legs.map(\.plan) + [plan], jobs = legs.map(\.job) + [self]
    for leg in legs {
      guard leg.job.classes.count == classes.count else {
        throw .forkBatch(classes.count, origin: leg.job.classes.count)
      }
      guard leg.job.model.shape == model.shape else {
        throw .forkShape(
          plan.model.name, model.shape, origin: leg.plan.model.name, leg.job.model.shape)
      }
    }
    self.legs = legs.indices.map { index in
      SamplingLeg(
        job: jobs[index], end: legs[index].end,
        accord: plans[index].accord(jobs[index], with: plans[index + 1], jobs[index + 1]))
    }
    if let chooses = jobs.indices.first(where: { !jobs[$0].ownForesight().isWhole }),
      let reads = jobs.indices.first(where: { jobs[$0].reading.stepping == .apart })
    {
      throw .readingNeedsGrid(
        reading: plans[reads].reading.name, solver: plans[chooses].solver.name)
    }
    _ = try stretches()
  }

  /// The steps of the whole run by the jobs that take them; `nil` where only running shows them.
  /// - Throws: `SamplingError` where a state cannot be handed over.
  func stretches() throws(SamplingError) -> [SamplingStretch]? {
    var present = (legs.first?.job ?? self).alone
    var stretches: [SamplingStretch] = []
    var index = 0, done = 0
    for (number, leg) in legs.enumerated() {
      guard present.ownForesight().isWhole else { return nil }
      let next = index + leg.end - done
      guard next <= present.grid.steps.count else {
        throw .forkBeyondEnd(step: leg.end, steps: done + present.grid.steps.count - index)
      }
      stretches.append(SamplingStretch(job: present, steps: index..<next))
      let level = present.level(after: next)
      let following = number + 1 < legs.count ? legs[number + 1].job : alone
      done = leg.end
      if leg.accord.contains(.solver) {
        (present, index) = (following, next)
      } else {
        let place = try following.place(of: level)
        (present, index) = (try following.continued(from: level, atSame: place), 0)
      }
    }
    guard present.ownForesight().isWhole else { return nil }
    guard index < present.grid.steps.count else {
      throw .noLevelsBelowFork(sigma: present.level(after: index).rho)
    }
    return stretches + [SamplingStretch(job: present, steps: index..<present.grid.steps.count)]
  }

  /// The grid that the whole run walks along, as far as that is known.
  public var wholeGrid: Grid {
    guard !legs.isEmpty, let stretches = try? stretches() else { return grid }
    return Grid(steps: stretches.flatMap { $0.job.grid.steps[$0.steps] })
  }

  /// Changes the jobs that take the first steps.
  public mutating func changeLegs(_ change: (SamplingJob) -> SamplingJob) {
    for index in legs.indices { legs[index].job = change(legs[index].job) }
  }

  /// Without what takes the first steps.
  public var alone: SamplingJob {
    var job = self
    job.legs = []
    return job
  }

  /// Where so many steps of the grid lead.
  func level(after steps: Int) -> NoiseLevel {
    steps > 0 ? grid.steps[steps - 1].to : grid.steps[0].from
  }

  /// The level of the job's own path that a state of another path belongs to; pure noise belongs where
  /// the job would begin.
  func place(of level: NoiseLevel) throws(SamplingError) -> NoiseLevel {
    guard level.alpha > 0 else { return grid.steps[0].from }
    let own = try schedule.usableLevel(rho: level.rho)
    // A path that comes by the level itself needs no other numbers for it.
    return own.alpha.isNear(level.alpha) && own.sigma.isNear(level.sigma) ? level : own
  }

  /// The job from a level on, over those of its levels that lie below.
  /// - Parameters:
  ///   - level: on whatever path.
  ///   - place: the same on the job's own path.
  func continued(
    from level: NoiseLevel, atSame place: NoiseLevel
  ) throws(SamplingError) -> SamplingJob {
    let highest = place.rho * (1 - NoiseLevel.nearness)
    let below = grid.steps.drop { !($0.to.rho < highest) }
    guard let first = below.first else { throw .noLevelsBelowFork(sigma: level.rho) }
    var job = self
    job.grid.steps = Array(below)
    if first.from.rho < highest {
      var step = Step(from: place, to: first.from)
      step.model = first.model
      job.grid.steps.insert(step, at: 0)
    } else if first.from.rho * (1 - NoiseLevel.nearness) > place.rho {
      job.grid.steps[0] = Step(from: place, to: first.to)
      job.grid.steps[0].model = first.model
    } else {
      job.grid.steps[0].from = place
    }
    try job.solver.check(job.grid)
    return job
  }
}

extension NoiseLevel {
  /// Levels are one where they differ by less than this share.
  static let nearness = 1e-9
}

extension Double {
  fileprivate func isNear(_ other: Double) -> Bool {
    abs(self - other) <= NoiseLevel.nearness * abs(other)
  }
}

extension Plan {
  /// What it has in common with a plan that goes on from it.
  fileprivate func accord(
    _ job: SamplingJob, with next: Plan, _ nextJob: SamplingJob
  ) -> SamplingLeg.Accord {
    func ends(_ job: SamplingJob) -> [NoiseLevel] { job.grid.steps.flatMap { [$0.from, $0.to] } }
    var accord: SamplingLeg.Accord = []
    if solver == next.solver, reading == next.reading, schedule == next.schedule,
      ends(job) == ends(nextJob), job.grid.steps.map(\.told) == nextJob.grid.steps.map(\.told),
      job.model.prediction == nextJob.model.prediction
    {
      accord.insert(.solver)
    }
    if model == next.model, guidance == next.guidance, guide == next.guide,
      job.classes == nextJob.classes
    {
      accord.insert(.guidance)
    }
    var same = self
    (same.solver, same.clip) = (next.solver, next.clip)
    (same.grid, same.steps) = (next.grid, next.steps)
    if same == next { accord.insert(.path) }
    return accord
  }
}
