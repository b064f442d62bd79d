import Tensors

/// A model whose distribution is known: its predictions are exact, true samples can be drawn, and
/// the probability flow can be solved to any accuracy.
public protocol ExactModel: Denoiser {
  /// Draws true samples, a function of (seed, sample).
  /// - Parameter classes: the class of every sample; `anyClass` draws from the whole distribution.
  /// - Returns: `classes.count` rows.
  func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double]

  /// The mean variance within true samples of a class, with divisor d - 1; `anyClass` is for the
  /// whole distribution.
  func meanVariance(ofClass wanted: Int32) -> Double

  /// The error of one step at which the probability flow is solved to compare runs with: smaller
  /// for models that cost little.
  var pathTolerance: Double { get }
  /// The most evaluations of a batch that solving it may take: several times what paths take whose
  /// guidance is of any use.
  var pathBudget: Int { get }
}

extension Denoiser {
  /// The exact model that this one is, recasts or accompanies; `nil` for a model whose distribution
  /// is not known.
  public var exact: (any ExactModel)? {
    let alone = alone
    return (alone as? Recast).map(\.base.exact) ?? alone as? any ExactModel
  }
}
