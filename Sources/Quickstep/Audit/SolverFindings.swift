import Experiments

/// What an audit found of one solver.
public struct SolverFindings: Hashable, Sendable {
  /// Where what is declared and what is seen part.
  public enum Flag: Hashable, Sendable {
    case orderIsLower
    /// The samples of a batch depend on each other.
    case batchMatters
    /// The error is not even that of noise that was left alone.
    case noConvergence
  }

  /// `nil` for a method with noise.
  public let declaredOrder: Double?
  /// From several starts.
  public internal(set) var orders: [Double] = []
  /// The error of short runs over that of Euler's method, by `SolverAudit.budgets`; nil where no step
  /// fits.
  public internal(set) var errorRatios: [Double?] = []
  /// The largest guidance scale up to which samples stay near the exact ones; nil where not even the
  /// lowest does.
  public internal(set) var largestScale: Double?
  public internal(set) var batchMayBeSplit = true

  init(declaredOrder: Double?) { self.declaredOrder = declaredOrder }

  /// The mean of the observed orders and its standard error; nil where errors were down to rounding.
  public var observedOrder: (mean: Double, standardError: Double)? {
    guard orders.count > 1 else { return nil }
    let estimate = Estimate(meanOf: orders)
    return (estimate.mean, estimate.spread)
  }

  /// Empty for a solver that does what it declares.
  public var flags: [Flag] {
    var flags: [Flag] = []
    if let declaredOrder, let (mean, error) = observedOrder,
      mean < declaredOrder - 0.25 - 2 * error
    {
      flags.append(mean < 0.5 ? .noConvergence : .orderIsLower)
    }
    if !batchMayBeSplit { flags.append(.batchMatters) }
    return flags
  }
}
