/// A method that walks a batch from one noise level to the next.
///
/// It may do two things, both through the context: evaluate the guided model, and combine states
/// linearly. Vectors of earlier steps live in the context's history; a solver's own stored
/// properties hold numbers only.
public protocol Solver: Component {
  /// The order with which the error of a whole run falls, as the paper has it; `nil` for a method
  /// with noise.
  var order: Double? { get }
  /// Whether it asks for variances that the model has learned.
  var needsVariance: Bool { get }
  /// Whether it goes by what the model does on average.
  var needsStatistics: Bool { get }
  /// Whether it goes by the mean of the data.
  var needsDataMean: Bool { get }
  /// The networks that it asks beside the model.
  var companions: [CompanionName] { get }
  /// Whether its steps denoise by one prediction and put noise back by another where guidance has
  /// two: it asks for both, and for nothing else.
  var renoises: Bool { get }

  /// - Throws: `SamplingError` where it cannot walk along these levels.
  func check(_ grid: Grid) throws(SamplingError)

  mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel)
}

extension Solver {
  public var needsVariance: Bool { false }
  public var needsStatistics: Bool { false }
  public var needsDataMean: Bool { false }
  public var companions: [CompanionName] { [] }
  public var renoises: Bool { false }

  public func check(_ grid: Grid) {}
}
