import Experiments
import Glibc

/// Texts of letters that follow each other as in real text.
public struct NGramText: MaskedModelKind {
  public static let declaration = Declaration(
    "text", title: "text", summary: "letters that follow each other as in Shakespeare's plays",
    paper: "Witten & Bell 1991, The Zero-Frequency Problem (the smoothing)",
    knobs: [
      .textLength,
      Knob(
        "order", "letters that hang together: 1 is none", .integer(1...3), default: .integer(3)),
    ])

  public let length: Int
  public let correlations = "estimated, one draw of the joint law a commit"
  private let order: Int

  public init(_ knobs: KnobValues) {
    length = knobs.integer("length")
    order = knobs.integer("order")
  }

  public func model(_ corpus: Corpus) -> any MaskedModel {
    MarkovText(corpus.table(order: order), length: length, alphabet: Letters.all.map(String.init))
  }
}

/// Texts from an n-gram with some tokens missing: a hidden Markov model whose observations are the
/// visible tokens (Rabiner 1989, A Tutorial on Hidden Markov Models).
///
/// A call costs O(L S V) for S states, less where tokens are visible.
public struct MarkovText: MaskedModel {
  public let alphabet: [String]
  public let length: Int
  let table: NGramTable

  public init(_ table: NGramTable, length: Int, alphabet: [String]) {
    self.table = table
    self.length = length
    self.alphabet = alphabet
  }

  public var entropy: Double {
    let f = forward(Array(repeating: nil, count: length)).messages
    return f.dropLast().reduce(0) { sum, f in
      sum + zip(f, table.entropies).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// p(x_i = c | visible) ~ the sum of f_i(s) b_i(s) over the states s that end with c.
  public func laws(of tokens: [Int?]) -> [[Double]] {
    let f = forward(tokens).messages
    let b = backward(tokens, within: f)
    return tokens.indices.map { place in
      guard tokens[place] == nil else { return [] }
      var law = [Double](repeating: 0, count: table.symbols)
      for s in 0..<table.states { law[s % table.symbols] += f[place + 1][s] * b[place + 1][s] }
      let total = law.reduce(0, +)
      return law.map { $0 / total }
    }
  }

  public func logLikelihood(_ tokens: [Int?]) -> Double { forward(tokens).logLikelihood }

  /// Forwards token by token, each drawn with p(c | s) b(next state).
  public func completed(_ tokens: [Int?], _ uniform: (Int) -> Double) -> [Int] {
    let seen = Array(tokens.prefix(1 + (tokens.lastIndex { $0 != nil } ?? -1)))
    let b = backward(seen, within: forward(seen).messages)
    var s = table.start
    return tokens.indices.map { place in
      let (row, next) = (s * table.symbols, table.next(s))
      let token =
        tokens[place]
        ?? inverted(
          (0..<table.symbols).map { c in
            table.p[row + c] * (place < seen.count ? b[place + 1][next + c] : 1)
          }, at: uniform(place))
      s = next + token
      return token
    }
  }

  /// Of one token there is none; joint laws of several are too many to list.
  public func totalCorrelation(of places: [Int], given tokens: [Int?]) -> Double? {
    places.count < 2 ? 0 : nil
  }
}
