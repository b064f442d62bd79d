import Experiments
import Tensors

/// What the scaled squared error of a walk tends to, exactly, from the spectrum of the base chain.
///
/// D P D⁻¹ with D = diag(mu)^½ is symmetric, with eigenpairs (λ_i, psi_i); u_i = D psi_i, without
/// λ = 1. In direction i the base chain alone has the variance
/// s_i = (1 + λ_i)/(1 - λ_i) (g.u_i)², and the occupation is drawn to mu at the rate
/// k_i = alpha (1 + λ_i) + 1 (Doshi, Hu & Eun 2023).
public struct WalkLimits: Sendable {
  private let directions: [(lambda: Double, s: Double)]

  public init(_ graph: Graph) {
    let D = graph.mu.map { $0.squareRoot() }
    var S = [Double](repeating: 0, count: D.count * D.count)
    for i in D.indices {
      for link in graph.links[i] { S[i * D.count + link.place] = D[i] * link.P / D[link.place] }
    }
    let eigen = SymmetricEigen(size: D.count, S)
    let top = eigen.values.indices.max { eigen.values[$0] < eigen.values[$1] }
    directions = eigen.values.indices.filter { $0 != top }.map { i in
      let lambda = eigen.values[i]
      let psi = Array(eigen.vector(i))
      let gu = D.indices.reduce(0) { $0 + graph.g[$1] * D[$1] * psi[$1] }
      return (lambda, (1 + lambda) / (1 - lambda) * gu * gu)
    }
  }

  /// V(alpha): of n (mean - truth)², where the occupation is plain, a = 1.
  public func V(_ alpha: Double) -> Double { sum(alpha) { k, s in s / (2 * k - 1) } }

  /// U(alpha): of n (mean - truth)² where the occupation is faster, a < 1; twice the limit of
  /// (theta - truth)²/beta_n where a < b < 1.
  public func U(_ alpha: Double) -> Double { sum(alpha) { k, s in s / (k * k) } }

  /// The limit for any gains: what theta gains from repulsion depends on which of both is faster
  /// (Hu, Doshi & Eun 2024).
  public func limit(_ form: WalkForm, _ gains: Gains) -> Double {
    // A mean is theta with the gain 1/n; the gain 1/n takes half a unit off every rate.
    let b = form == .sampling ? 1 : gains.b
    let half = b == 1 ? 0.5 : 0
    if gains.a < b { return sum(gains.alpha) { k, s in s / (k * k) / (2 * (1 - half)) } }
    if gains.a > b { return sum(gains.alpha) { _, s in s / 2 } }
    return sum(gains.alpha) { k, s in s / (2 * (k - half)) }
  }

  private func sum(_ alpha: Double, _ term: (_ k: Double, _ s: Double) -> Double) -> Double {
    directions.reduce(0) { $0 + term(alpha * (1 + $1.lambda) + 1, $1.s) }
  }
}
