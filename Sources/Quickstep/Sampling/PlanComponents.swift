/// What a plan's words come to: every component made, with the sampler that comes with the model
/// where words are left to it.
public struct PlanComponents: Sendable {
  public let schedule: any Schedule
  public let grid: Grid
  /// The standard deviation of the start.
  public let startScale: Double
  public let solver: any Solver
  public let clip: any Clip
  /// What the network is told at a level, where the checkpoint's own run says it.
  public let toldTime: (@Sendable (NoiseLevel) -> Double)?
}

extension Plan {
  /// Makes the components.
  /// - Parameter sampler: what comes with the model, if anything does.
  /// - Throws: `DeclarationError` or `SamplingError` naming what cannot be used.
  public func components(_ sampler: CheckpointSampler?) throws -> PlanComponents {
    let path = try path(sampler)
    return PlanComponents(
      schedule: path.schedule, grid: path.grid, startScale: path.startScale,
      solver: try solvers.make(spelled(\.solver, sampler)),
      clip: try clips.make(spelled(\.clip, sampler)), toldTime: path.toldTime)
  }

  /// A component that the checkpoint decides, in words that say the same; others as they are.
  /// - Throws: `SamplingError` where the checkpoint cannot decide.
  public func spelled(
    _ word: KeyPath<Plan, Choice>, _ sampler: CheckpointSampler?
  ) throws -> Choice {
    guard self[keyPath: word] == .checkpoint else { return self[keyPath: word] }
    let translation = try translation(sampler)
    switch word {
    case \.solver: return translation.solver
    case \.clip: return translation.clip
    default: preconditionFailure("only solver and clip have words that say the same")
    }
  }

  /// The plan's path and the noise levels on it.
  ///
  /// The checkpoint's own levels on its own path are taken as they are, with what the network is told
  /// at each; on another path they are the same sigma/alpha.
  func path(_ sampler: CheckpointSampler?) throws -> (
    schedule: any Schedule, grid: Grid, startScale: Double,
    toldTime: (@Sendable (NoiseLevel) -> Double)?
  ) {
    guard Self.stepsRange.contains(steps) else {
      throw SamplingError.steps(steps, allowed: Self.stepsRange)
    }
    let start = try starts.make(start)
    guard grid == .checkpoint else {
      let schedule =
        schedule == .checkpoint ? try ownPath(sampler) : try schedules.make(schedule)
      let levels = try levels(on: schedule, from: start)
      let noisy = start.origin(on: schedule) ?? levels[0]
      var grid = Grid(levels: levels)
      let told = try gridRules.make(self.grid).told(schedule, steps: grid.steps.count)
      for (index, level) in told.enumerated() { grid.steps[index].told = level }
      return (schedule, grid, schedule.startScale(noisy), nil)
    }
    let own = try translation(sampler)
    guard start.level(on: own.schedule) == nil else {
      throw SamplingError.startPlacesLevels(start: self.start.name)
    }
    guard schedule != .checkpoint else {
      return (own.schedule, own.grid, own.startScale, own.networkTime)
    }
    let schedule = try schedules.make(schedule)
    let grid = Grid(
      steps: own.grid.steps.map {
        Step(from: schedule.level(rho: $0.from.rho), to: schedule.level(rho: $0.to.rho))
      })
    return (schedule, grid, schedule.startScale(grid.steps[0].from), nil)
  }

  /// The words that are left to the checkpoint, in the order of its words.
  public var checkpointWords: [String] {
    let settings = settings
    return Self.words.all.map(\.key).filter { settings[$0]?.choice == .checkpoint }
  }

  private func translation(_ sampler: CheckpointSampler?) throws(SamplingError) -> Translation {
    let sampler = try known(sampler)
    do throws(TranslationError) {
      return try sampler.translation(steps: steps)
    } catch {
      throw .samplerUntranslated(words: checkpointWords, reason: error)
    }
  }

  private func ownPath(_ sampler: CheckpointSampler?) throws(SamplingError) -> any Schedule {
    let sampler = try known(sampler)
    do throws(TranslationError) {
      return try sampler.process().schedule
    } catch {
      throw .samplerUntranslated(words: ["schedule"], reason: error)
    }
  }

  private func known(_ sampler: CheckpointSampler?) throws(SamplingError) -> CheckpointSampler {
    guard let sampler else {
      throw .noSampler(model: model.name, words: checkpointWords)
    }
    return sampler
  }
}
