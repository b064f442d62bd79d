import Experiments
import Glibc

/// Independent tokens, p of rank r proportional to 1/r: rare ones show what few bits do to draws.
public struct Zipf: MaskedModelKind {
  public static let declaration = Declaration(
    "zipf", title: "Zipf", summary: "independent tokens with a long tail, p ~ 1/rank",
    knobs: [
      Knob("symbols", "tokens to choose from", .integer(2...2048), default: .integer(256)),
      .textLength,
    ])

  public let length: Int
  public let correlations = "none here"
  private let symbols: Int

  public init(_ knobs: KnobValues) {
    symbols = knobs.integer("symbols")
    length = knobs.integer("length")
  }

  public func model(_ corpus: Corpus) -> any MaskedModel {
    IndependentTokens(Zipf.law(symbols), length: length)
  }

  /// 1/r over the sum of all.
  public static func law(_ symbols: Int) -> [Double] {
    let weights = (1...symbols).map { 1 / Double($0) }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}

extension Knob {
  static let textLength = Knob(
    "length", "tokens of a text", .integer(16...256), default: .integer(64))
}

/// Tokens that have one law each and nothing to do with each other.
public struct IndependentTokens: MaskedModel {
  public let alphabet: [String]
  public let length: Int
  private let law: [Double]

  /// - Parameter law: of all places, the likeliest tokens first.
  public init(_ law: [Double], length: Int) {
    let digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
    alphabet = law.indices.map { $0 < digits.count ? digits[$0] : "+" }
    self.law = law
    self.length = length
  }

  public var entropy: Double { Double(length) * Tokens.entropy(law) }

  public func laws(of tokens: [Int?]) -> [[Double]] { tokens.map { $0 == nil ? law : [] } }

  public func logLikelihood(_ tokens: [Int?]) -> Double {
    tokens.reduce(0) { sum, token in sum + (token.map { log(law[$0]) } ?? 0) }
  }

  public func completed(_ tokens: [Int?], _ uniform: (Int) -> Double) -> [Int] {
    tokens.indices.map { tokens[$0] ?? inverted(law, at: uniform($0)) }
  }

  public func totalCorrelation(of places: [Int], given tokens: [Int?]) -> Double? { 0 }
}
