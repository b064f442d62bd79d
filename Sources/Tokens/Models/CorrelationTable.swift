/// Total correlations of every set of masked places of the chain given every way to see the others.
///
/// A case is a number in base 5, place i its digit i: 0 … 2 visible, 3 masked, 4 committed.
struct CorrelationTable: Sendable {
  private static let masked = 3, committed = 4
  private static let powers = (0..<ChainTable.places).map { place in
    (0..<place).reduce(1) { power, _ in 5 * power }
  }

  private let values: [Double]

  /// By the chain rule H(x_S | v) = H(x_i | v) + sum_c p(x_i = c | v) H(x_(S without i) | v, c), the
  /// latter being cases of a smaller number.
  /// - Parameter rows: the law of each masked place, of every way to see the text.
  init(_ rows: [[[Double]]]) {
    var joint: [Double] = []
    var values: [Double] = []
    for number in 0..<5 * Self.powers[ChainTable.places - 1] {
      let digits = Self.powers.map { number / $0 % 5 }
      let chosen = digits.indices.filter { digits[$0] == Self.committed }
      let seen = digits.map { $0 < Self.masked ? $0 : nil }
      let laws = rows[ChainTable.way(seen)]
      guard let first = chosen.first else {
        joint.append(0)
        values.append(0)
        continue
      }
      let rest = (0..<ChainTable.symbols).reduce(0) { sum, symbol in
        let smaller = number - (Self.committed - symbol) * Self.powers[first]
        return sum + laws[first][symbol] * joint[smaller]
      }
      joint.append(entropy(laws[first]) + rest)
      values.append(chosen.reduce(0) { $0 + entropy(laws[$1]) } - joint[number])
    }
    self.values = values
  }

  func value(of places: [Int], given tokens: [Int?]) -> Double {
    let seen = tokens.indices.reduce(0) {
      $0 + (tokens[$1] ?? Self.masked) * Self.powers[$1]
    }
    return values[places.reduce(seen) { $0 + (Self.committed - Self.masked) * Self.powers[$1] }]
  }
}
