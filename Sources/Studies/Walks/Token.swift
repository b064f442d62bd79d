import Glibc

/// A token on a graph: where it is, where it has been, and what it has learned of g.
public struct Token: Sendable {
  /// X.
  public private(set) var place: Int
  public private(set) var moves = 0
  /// x: the share of its moves that it spent at each place, the newer ones weighted by gamma;
  /// all above 0, the sum is 1.
  public private(set) var x: [Double]
  /// Its estimate of E_mu[g].
  public private(set) var theta = 0.0

  /// K_ij at the places where the next move may go, times any factor.
  private var K: [Double]
  /// The last places, each where the number of its move tells.
  private var visits: [Int]

  /// The most places of a trail.
  static let trailLength = 12

  init(on graph: Graph, at place: Int) {
    self.place = place
    x = Array(repeating: 1 / Double(graph.mu.count), count: graph.mu.count)
    K = Array(repeating: 0, count: graph.widest)
    visits = Array(repeating: place, count: Self.trailLength)
  }

  /// The last places, the one where it stands at the end.
  public var trail: [Int] {
    let last = min(moves, Self.trailLength - 1)
    return (moves - last...moves).map { visits[$0 % Self.trailLength] }
  }
}

extension Token {
  /// Moves by the law K_ij.
  /// - Parameters:
  ///   - u: uniform in [0, 1).
  ///   - logK: log K_ij up to a constant, from log P_ij and x_j/mu_j.
  @inline(__always)
  mutating func move(_ u: Double, on graph: Graph, logK: (Double, Double) -> Double) {
    var left = u * weigh(on: graph, logK: logK)
    let links = graph.links[place]
    var next = 0
    while next < links.count - 1, left >= K[next] {
      left -= K[next]
      next += 1
    }
    place = links[next].place
    moves += 1
    visits[moves % Self.trailLength] = place
  }

  /// x + gamma (delta_X - x).
  @inline(__always)
  mutating func occupy(_ gamma: Double) {
    for j in x.indices { x[j] -= gamma * x[j] }
    x[place] += gamma
  }

  /// theta + beta (g_X - theta).
  @inline(__always)
  mutating func learn(_ g: [Double], _ beta: Double) { theta += beta * (g[place] - theta) }

  /// The entropy of the law of the next move, in nats.
  func entropy(on graph: Graph, logK: (Double, Double) -> Double) -> Double {
    var token = self
    let total = token.weigh(on: graph, logK: logK)
    return graph.links[place].indices.reduce(0) { sum, index in
      let p = token.K[index] / total
      return p > 0 ? sum - p * log(p) : sum
    }
  }

  /// Sets K and returns its sum.
  @inline(__always)
  private mutating func weigh(on graph: Graph, logK: (Double, Double) -> Double) -> Double {
    let links = graph.links[place]
    var largest = -Double.infinity
    for (index, link) in links.enumerated() {
      K[index] = logK(link.logP, x[link.place] / graph.mu[link.place])
      largest = max(largest, K[index])
    }
    var total = 0.0
    for index in links.indices {
      K[index] = exp(K[index] - largest)
      total += K[index]
    }
    return total
  }
}
