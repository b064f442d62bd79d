import Glibc

/// An n-gram of a text: p(token | the n - 1 tokens before it), never 0.
///
/// Interpolated after Witten and Bell (1991, The Zero-Frequency Problem, method C): with N(h) tokens
/// counted after the history h, T(h) of them different, p(c | h) = (N(hc) + T(h) p(c | h')) /
/// (N(h) + T(h)), h' being h without its first token and the last resort 1/V.
public struct NGramTable: Sendable {
  /// V.
  public let symbols: Int
  /// How many states there are: a state is the last token or, from order 3 on, the last n - 1.
  public let states: Int
  /// p(c | state s) at s V + c.
  public let p: [Double]
  /// H(c | state s) in nats.
  public let entropies: [Double]
  /// The state before a text.
  public let start: Int

  /// - Parameters:
  ///   - tokens: of the text, 0 ..< `symbols`; may be empty.
  ///   - order: n, at least 1.
  ///   - opening: what stands before a text, at least n - 1 tokens and one.
  public init(_ tokens: [Int], order: Int, symbols V: Int, after opening: [Int]) {
    var p = [Double](repeating: 1 / Double(V), count: V)
    for n in 1...order {
      let shorter = p
      let histories = (1..<n).reduce(1) { product, _ in product * V }
      var counts = [Double](repeating: 0, count: histories * V)
      var history = 0
      for (place, token) in tokens.enumerated() {
        if place >= n - 1 { counts[history * V + token] += 1 }
        history = (history * V + token) % histories
      }
      p = [Double](repeating: 0, count: histories * V)
      for h in 0..<histories {
        let row = h * V..<(h + 1) * V
        let N = counts[row].reduce(0, +)
        let T = Double(max(1, counts[row].count { $0 > 0 }))
        for c in 0..<V {
          let backedOff = shorter[(h * V + c) % shorter.count]
          p[h * V + c] = (counts[h * V + c] + T * backedOff) / (N + T)
        }
      }
    }
    // A unigram has a state too, so that all orders are walked alike.
    if order == 1 { p = Array(repeatElement(p, count: V).joined()) }
    symbols = V
    states = p.count / V
    self.p = p
    entropies = (0..<p.count / V).map { entropy(Array(p[$0 * V..<($0 + 1) * V])) }
    start = opening.suffix(max(1, order - 1)).reduce(0) { $0 * V + $1 }
  }

  /// The state after state `s` and token 0; those after other tokens follow it.
  func next(_ s: Int) -> Int { s * symbols % states }
}
