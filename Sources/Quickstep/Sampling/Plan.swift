/// What to run, as a value: it can be written as one line of text, and the line makes the same
/// samples bit for bit.
public struct Plan: Hashable, Sendable {
  /// Which classes a conditional model is asked for.
  public enum Classes: Hashable, Sendable {
    /// The whole distribution.
    case any
    /// One class for all samples, as `labelIndex` reads it.
    case one(String)
    /// Sample after sample, the classes in turn.
    case each
  }

  /// A bundled model's name or a path.
  public var model: Choice
  public var schedule: Choice
  public var grid: Choice
  public var solver: Choice
  public var guidance: Choice
  /// The weaker model that autoguidance moves away from, as `model`; `noGuide` for none.
  public var guide: Choice
  public var clip: Choice
  public var reading: Choice
  public var start: Choice
  /// The network folder of a refiner; `noNetwork` for none.
  public var refiner: String
  /// The network folder of what One More Step asks; `noNetwork` for none.
  public var oneMoreStep: String
  public var classes: Classes
  /// The parts of the model that steps leave out, as `Skips` reads them.
  public var skip = Skips.none
  /// How many reference frames attention over frames has, as `TileMasks` reads them.
  public var tiles = TileMasks.none
  public var steps: Int
  public var seed: UInt64
  public var batch: Int

  public init(
    model: Choice = Choice("digits"), schedule: Choice = Choice("edm"),
    grid: Choice = Choice("karras"), solver: Choice = Choice("dpm++2m"),
    guidance: Choice = Choice("none"), guide: Choice = noGuide, clip: Choice = Choice("none"),
    classes: Classes = .any, steps: Int = 10, seed: UInt64 = 7, batch: Int = 16,
    reading: Choice = Choice("scheduled"), start: Choice = Choice("noise"),
    refiner: String = noNetwork, oneMoreStep: String = noNetwork
  ) {
    self.model = model
    self.schedule = schedule
    self.grid = grid
    self.solver = solver
    self.guidance = guidance
    self.guide = guide
    self.clip = clip
    self.refiner = refiner
    self.oneMoreStep = oneMoreStep
    self.classes = classes
    self.steps = steps
    self.seed = seed
    self.batch = batch
    self.reading = reading
    self.start = start
  }
}

extension Plan {
  public static let noNetwork = "none"
  public static let noGuide = Choice("none")
  public static let stepsRange = 1...1000
  public static let batchRange = 1...4096
  /// The most numbers that one batch may hold; a solver keeps several such states.
  static let sizeLimit = 1 << 26

  /// The class of every sample.
  /// - Throws: `SamplingError` when the model has no such class.
  public func classes(of model: any Denoiser) throws(SamplingError) -> [Int32] {
    let names = model.classNames
    switch classes {
    case .any: return Array(repeating: anyClass, count: batch)
    case .each:
      guard !names.isEmpty else { throw .noClasses(model: self.model.name) }
      return (0..<batch).map { Int32($0 % names.count) }
    case .one(let text):
      guard !names.isEmpty else { throw .noClasses(model: self.model.name) }
      guard let index = labelIndex(text, among: names) else {
        throw .unknownClass(text, known: names)
      }
      return Array(repeating: Int32(index), count: batch)
    }
  }

  /// The plan's noise levels.
  /// - Parameter sampler: what comes with the model, if anything does.
  /// - Throws: `DeclarationError` or `SamplingError` naming what cannot be used.
  public func makeGrid(
    _ sampler: CheckpointSampler? = nil
  ) throws -> (schedule: any Schedule, grid: Grid) {
    let path = try path(sampler)
    return (path.schedule, path.grid)
  }

  /// The levels that the plan's grid, one that follows a rule, places on a path.
  func levels(on schedule: any Schedule) throws -> [NoiseLevel] {
    let levels = try gridRules.make(grid).levels(schedule, steps: steps)
    if let index = levels.firstIndex(where: { !$0.isUsable }) {
      throw schedule.level(t: schedule.range.upperBound).alpha == 0 && levels[index].t.isNaN
        ? SamplingError.noHighestLevel(grid: grid.name, schedule: self.schedule.name)
        : .noLevels(grid: grid.name, schedule: self.schedule.name)
    }
    for (index, pair) in zip(levels, levels.dropFirst()).enumerated()
    where !(pair.1.rho < pair.0.rho) {
      throw SamplingError.levelsNotDecreasing(
        index: index, sigma: pair.0.rho, next: pair.1.rho)
    }
    return levels
  }
}
