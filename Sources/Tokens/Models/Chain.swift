import Experiments
import Glibc

/// A Markov chain of 6 symbols out of 3, of which everything is known.
public struct Chain: MaskedModelKind {
  public static let declaration = Declaration(
    "chain", title: "chain", summary: "Markov chain of 6 symbols out of 3, all in tables")

  public let length = ChainTable.places
  public let correlations = "exact"
  public let listsTexts = true

  public init(_ knobs: KnobValues) {}

  public func model(_ corpus: Corpus) -> any MaskedModel { ChainTable() }
}

/// The chain's marginals and conditionals for each of the 4^6 ways in which a text can be visible.
///
/// A way is a number in base 4, place i its digit i; 3 stands for masked. Filling a place makes the
/// number smaller, so that tables are filled in its order.
public struct ChainTable: MaskedModel {
  static let symbols = 3, places = 6
  static let start = [0.6, 0.3, 0.1]
  static let moves = [[0.8, 0.15, 0.05], [0.1, 0.2, 0.7], [0.5, 0.1, 0.4]]

  public let alphabet = ["a", "b", "c"]
  public let length = places
  /// Of every way, p(visible tokens).
  private let marginals: [Double]
  /// Of every way, the law of each masked place.
  private let rows: [[[Double]]]
  private let correlations: CorrelationTable
  public let texts: [Double]

  public init() {
    var marginals: [Double] = []
    for way in 0..<1 << (2 * Self.places) {
      marginals.append(
        Self.masked(way).first.map { place in
          (0..<Self.symbols).reduce(0) { $0 + marginals[Self.filled(way, place, $1)] }
        } ?? Self.probability(way))
    }
    rows = marginals.indices.map { way in
      (0..<Self.places).map { place in
        guard Self.digit(way, place) == Self.symbols else { return [] }
        return (0..<Self.symbols).map { marginals[Self.filled(way, place, $0)] / marginals[way] }
      }
    }
    self.marginals = marginals
    texts = (0..<729).map { text in
      let rest = sequence(first: text) { $0 / Self.symbols }
      return marginals[Self.way(rest.prefix(Self.places).map { $0 % Self.symbols })]
    }
    correlations = CorrelationTable(rows)
  }

  /// The time-free bound: sum over n = 1 … L of the mean, over the sets S of n masked places, of
  /// sum over S of -log p(x_i | x outside S) / n (Zheng et al. 2024). Of a perfect
  /// network it is the entropy.
  public var entropy: Double {
    marginals.indices.reduce(0) { bound, way in
      let n = Self.masked(way).count
      guard n > 0 else { return bound }
      let cost = rows[way].reduce(0) { $0 + Tokens.entropy($1) }
      return bound + marginals[way] * cost / (Double(n) * Self.binomial(n))
    }
  }

  public func laws(of tokens: [Int?]) -> [[Double]] { rows[Self.way(tokens)] }

  public func logLikelihood(_ tokens: [Int?]) -> Double { log(marginals[Self.way(tokens)]) }

  public func completed(_ tokens: [Int?], _ uniform: (Int) -> Double) -> [Int] {
    var way = Self.way(tokens)
    for place in Self.masked(way) {
      way = Self.filled(way, place, inverted(rows[way][place], at: uniform(place)))
    }
    return (0..<Self.places).map { Self.digit(way, $0) }
  }

  public func totalCorrelation(of places: [Int], given tokens: [Int?]) -> Double? {
    correlations.value(of: places, given: tokens)
  }

  static func way(_ tokens: [Int?]) -> Int {
    tokens.indices.reduce(0) { $0 | (tokens[$1] ?? symbols) << (2 * $1) }
  }

  private static func digit(_ way: Int, _ place: Int) -> Int { way >> (2 * place) & 3 }

  private static func masked(_ way: Int) -> [Int] {
    (0..<places).filter { digit(way, $0) == symbols }
  }

  private static func filled(_ way: Int, _ place: Int, _ symbol: Int) -> Int {
    way - (symbols - symbol) << (2 * place)
  }

  private static func probability(_ way: Int) -> Double {
    (1..<places).reduce(start[digit(way, 0)]) {
      $0 * moves[digit(way, $1 - 1)][digit(way, $1)]
    }
  }

  private static func binomial(_ n: Int) -> Double {
    (0..<n).reduce(1) { $0 * Double(places - $1) / Double($1 + 1) }
  }
}
