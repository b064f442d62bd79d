import Experiments
import Glibc

/// A connected graph and its base chain, which is reversible for a target law mu.
///
/// The chain proposes a neighbour evenly and accepts as Metropolis and Hastings do:
/// P_ij = min(1/d_i, mu_j/(mu_i d_j)) along edges, the remainder stays (Hastings 1970).
public struct Graph: Sendable {
  /// Where a move may go.
  struct Link: Sendable {
    /// j.
    let place: Int
    /// P_ij, above 0.
    let P: Double
    let logP: Double
  }

  /// What the chain is to visit how often.
  enum Target: String, CaseIterable, Sendable { case uniform, degree }

  /// Where each place stands, in the unit square.
  public let places: [SIMD2<Double>]
  public let edges: [GraphPicture.Edge]
  /// The target law, place by place; the sum is 1.
  public let mu: [Double]
  let target: Target
  /// The function whose mean is estimated: 1 on the first half of the places, -1 on the others.
  public let g: [Double]
  /// By place, where its moves may go.
  let links: [[Link]]

  init(_ shape: GraphShape, for target: Target) {
    self.target = target
    places = shape.places
    edges = shape.edges
    let count = places.count
    var neighbours = Array(repeating: [Int](), count: count)
    for edge in edges {
      neighbours[edge.from].append(edge.to)
      neighbours[edge.to].append(edge.from)
    }
    let d = neighbours.map { Double($0.count) }
    let mu =
      switch target {
      case .uniform: Array(repeating: 1 / Double(count), count: count)
      case .degree: d.map { $0 / Double(2 * shape.edges.count) }
      }
    links = neighbours.indices.map { i in
      let moves = neighbours[i].map { j in Link(j, min(1 / d[i], mu[j] / (mu[i] * d[j]))) }
      let remainder = 1 - moves.reduce(0) { $0 + $1.P }
      // Below that it is rounding.
      return moves + (remainder > 1e-12 ? [Link(i, remainder)] : [])
    }
    self.mu = mu
    g = (0..<count).map { $0 < count / 2 ? 1 : -1 }
  }

  /// E_mu[g], what walkers estimate.
  public var truth: Double { zip(mu, g).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The most places that a move may go to.
  var widest: Int { links.map(\.count).max() ?? 0 }
}

extension Graph.Link {
  fileprivate init(_ place: Int, _ P: Double) { self.init(place: place, P: P, logP: log(P)) }
}
