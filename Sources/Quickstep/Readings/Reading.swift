/// Which noise level a state is read as before the next step: what the model is told there, and where
/// the step starts from. It goes with every solver that follows a grid.
public protocol Reading: Component {
  var stepping: Stepping { get }
  /// Whether it compares with how much the data vary within a sample.
  var needsDataVariances: Bool { get }
  /// How many numbers a sample needs for the reading to mean anything.
  var fewestEntries: Int { get }

  /// Reads the state that a step has left.
  /// - Parameters:
  ///   - done: that step, as it was taken.
  ///   - next: the next one, as the grid has it.
  func read(_ run: StepContext, after done: Step, before next: Step) -> LevelReading
}

extension Reading {
  public var stepping: Stepping { .together }
  public var needsDataVariances: Bool { false }
  public var fewestEntries: Int { 1 }
}

/// How the samples of a batch take their steps.
public enum Stepping: Sendable {
  case together
  /// One by one, where a sample's own numbers decide its levels: then no split of a batch changes a
  /// bit.
  case apart
}

/// What a state was read as.
public struct LevelReading: Sendable {
  public var level: NoiseLevel
  /// The variance within a sample, and that of the scheduled level; `nil` where nobody looked.
  public var variance, expected: Double?
  /// How far the level is from the scheduled one, in training steps.
  public var shift: Double?
  /// 1 where it is at the edge of what was tried, else 0.
  public var atEdge: Double?

  public init(
    _ level: NoiseLevel, variance: Double? = nil, expected: Double? = nil, shift: Double? = nil,
    atEdge: Double? = nil
  ) {
    self.level = level
    self.variance = variance
    self.expected = expected
    self.shift = shift
    self.atEdge = atEdge
  }
}

/// All readings, in the order in which lists show them.
public let readings = Catalog<any Reading>(
  "reading", [Scheduled.self, TimeShift.self] as [any Reading.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })
