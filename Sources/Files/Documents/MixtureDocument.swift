/// A Gaussian mixture as it stands in a file, checked.
public struct MixtureDocument: Equatable, Sendable {
  /// sum_k w_k N(x; mu_k, s_k^2 I).
  public struct Components: Equatable, Sendable {
    /// w_k: above 0, sum 1.
    public var weights: [Double]
    /// mu_k, each of the model's dimension.
    public var means: [[Double]]
    /// s_k, above 0.
    public var deviations: [Double]

    public init(weights: [Double], means: [[Double]], deviations: [Double]) {
      self.weights = weights
      self.means = means
      self.deviations = deviations
    }
  }

  public enum Parts: Equatable, Sendable {
    case mixture(Components)
    /// One mixture for each class, and the probabilities of the classes (above 0, sum 1).
    case classes(priors: [Double], [Components])
  }

  public var name: String
  public var dimension: Int
  public var parts: Parts

  public init(name: String, dimension: Int, parts: Parts) {
    self.name = name
    self.dimension = dimension
    self.parts = parts
  }
}
