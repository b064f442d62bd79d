import Tensors

/// Where a run starts: what its noise is made into before the first step.
public protocol Start: Component {
  /// What it has to know of the model before a run; nil for nothing.
  var knowledge: StartKnowledge? { get }
  /// The network that may stand in for such knowledge.
  var companion: CompanionName? { get }
  /// Classes that it asks for beside those of the plan, counted from 0.
  var otherClasses: [Int] { get }

  /// The level that runs begin at; nil where the grid decides.
  func level(on schedule: any Schedule) -> NoiseLevel?
  /// The level at which the run's noise is a state of the path that the run should follow; nil
  /// where that path begins with the run.
  func origin(on schedule: any Schedule) -> NoiseLevel?

  /// Works out what the start makes of samples, for the classes of a job and the first level of its
  /// grid: a function of the job's plan alone, the same for every part of a batch.
  /// - Parameter progress: told the share that is done; what it throws ends the work.
  func learn(
    _ job: SamplingJob, on model: any ExactModel, progress: (Double) throws -> Void
  ) throws -> any SampleMap

  /// The first state, at the first level of the grid.
  func start(_ run: StepContext, at level: NoiseLevel) -> Slot
}

extension Start {
  public var knowledge: StartKnowledge? { nil }
  public var companion: CompanionName? { nil }
  public var otherClasses: [Int] { [] }
  public func level(on schedule: any Schedule) -> NoiseLevel? { nil }
  public func origin(on schedule: any Schedule) -> NoiseLevel? { nil }

  public func learn(
    _ job: SamplingJob, on model: any ExactModel, progress: (Double) throws -> Void
  ) throws -> any SampleMap {
    preconditionFailure("a start that learns nothing")
  }
}

/// What a start has to know of a model.
public enum StartKnowledge: Sendable {
  /// Its distribution, worked out anew for every model, level and class.
  case distribution
  /// The same, with random numbers of the plan's seed.
  case drawn
}

/// What a start makes of samples, each by itself and its class.
public protocol SampleMap: Sendable {
  /// - Parameters:
  ///   - x: rows of samples.
  ///   - classes: of the samples.
  ///   - result: as many rows; not `x`.
  func apply(
    _ x: UnsafeBufferPointer<Double>, classes: [Int32],
    into result: UnsafeMutableBufferPointer<Double>, with kernels: Kernels)

  /// What there is to tell of it.
  var facts: [StartFact] { get }
}

/// A number that tells of a start.
public struct StartFact: Hashable, Sendable {
  public let name: String
  /// One line.
  public let summary: String
  public let value: Double
}

/// Where the map of a start comes from.
public enum SampleMapSource: Sendable {
  case none
  case given(any SampleMap)
  /// It is worked out when the run begins.
  case learned(on: any ExactModel)
}

extension SamplingJob {
  /// Where the path begins that the run should follow: the level and all samples there. Nil where it
  /// begins with the run.
  public var startOrigin: (level: NoiseLevel, state: [Double])? {
    start.origin(on: schedule).map { level in
      let states = DoubleStates(self)
      return (level, states.values(states.start(scale: startScale)))
    }
  }

  /// Works out what the start has to know, where that is left to the run.
  /// - Parameter progress: told the share that is done; what it throws ends the work.
  public func startMap(progress: (Double) throws -> Void) throws -> (any SampleMap)? {
    guard start.knowledge != nil else { return nil }
    return switch startSource {
    case .none: nil
    case .given(let map): map
    case .learned(let model): try start.learn(self, on: model, progress: progress)
    }
  }
}

/// All starts, in the order in which lists show them.
public let starts = Catalog<any Start>(
  "start",
  [PureNoise.self, Teleport.self, OptimalTransport.self, OneMoreStep.self] as [any Start.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })
