/// How accurately the exact path of a model is solved.
public struct PathAccuracy: Sendable {
  /// The error of one step, relative to the largest element and at least to 1.
  public var tolerance: Double
  let method: EmbeddedRungeKutta

  /// For models that cost little: about ten digits.
  public static let fine = PathAccuracy(tolerance: 1e-10, method: .dormandPrince8)
  /// For models that cost much: about five digits.
  public static let coarse = PathAccuracy(tolerance: 1e-5, method: .dormandPrince5)
}
