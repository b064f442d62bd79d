import Experiments

/// How a token chooses its next place, and what it learns there.
///
/// Walkers have no state: all that they know stands in the token.
public protocol Walker: Component {
  /// What a run of it is for.
  static var form: WalkForm { get }

  /// The alpha that it walks with where the plan says `alpha`.
  func repulsion(_ alpha: Double) -> Double

  /// log K_ij up to a constant.
  /// - Parameter ratio: x_j/mu_j.
  func logK(_ logP: Double, _ ratio: Double, _ gains: Gains) -> Double

  /// One step for each of the numbers; a requirement, so that it is compiled for every walker.
  func walk(
    _ token: inout Token, by uniforms: Slice<UnsafeMutableBufferPointer<Double>>, on graph: Graph,
    _ gains: Gains)
}

extension Walker {
  public var form: WalkForm { Self.form }

  public func walk(
    _ token: inout Token, by uniforms: Slice<UnsafeMutableBufferPointer<Double>>, on graph: Graph,
    _ gains: Gains
  ) {
    for u in uniforms { step(&token, token.moves + 1, u, on: graph, gains) }
  }

  /// Takes a token from X_(n-1) to X_n: X_n by K, then x_n = x_(n-1) + gamma_n (delta_X - x_(n-1)),
  /// then theta_n = theta_(n-1) + beta_n (g_X - theta_(n-1)), where a mean has 1/n for beta_n.
  /// - Parameter u: uniform in [0, 1).
  @inline(__always)
  private func step(
    _ token: inout Token, _ n: Int, _ u: Double, on graph: Graph, _ gains: Gains
  ) {
    token.move(u, on: graph) { logK($0, $1, gains) }
    token.occupy(gains.gamma(n))
    token.learn(graph.g, Self.form.scale(n, gains))
  }

  /// The entropy of the law of the next move, in nats.
  func entropy(of token: Token, on graph: Graph, _ gains: Gains) -> Double {
    token.entropy(on: graph) { logK($0, $1, gains) }
  }
}

/// All walkers, in the order in which lists show them.
public let walkers = Catalog<any Walker>(
  "walker",
  [
    BaseChain.self, SelfRepellent.self, DescendingBaseChain.self, DescendingSelfRepellent.self,
  ] as [any Walker.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })
