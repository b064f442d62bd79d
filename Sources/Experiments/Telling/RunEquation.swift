/// What a step did, as a sum of what it had: `x' = 0.412 x + 0.823 D - 0.235 D₋₁`.
public struct RunEquation: Hashable, Sendable {
  public struct Term: Hashable, Sendable {
    public let symbol: String
    /// What the symbol stands for, in words.
    public let meaning: String
    public let coefficient: Double

    public init(_ symbol: String, meaning: String, coefficient: Double) {
      self.symbol = symbol
      self.meaning = meaning
      self.coefficient = coefficient
    }
  }

  /// The symbol of what the step made.
  public let result: String
  public let terms: [Term]

  public init(_ result: String, terms: [Term]) {
    self.result = result
    self.terms = terms
  }

  /// On one line.
  public var text: String { lines(width: .max).joined() }

  /// On lines of at most `width` cells where a term has so much room: broken before a sign, and
  /// numbers stand below that of the first term.
  public func lines(width: Int) -> [String] {
    let start = "\(result) = "
    let indent = String(repeating: " ", count: start.count - 2)
    var lines: [String] = []
    var line = start
    for (index, term) in terms.enumerated() {
      let sign = term.coefficient < 0 ? "- " : index == 0 ? "" : "+ "
      let text = "\(sign)\(format(abs(term.coefficient))) \(term.symbol)"
      if index > 0, line.count + 1 + text.count > width {
        lines.append(line)
        line = indent + text
      } else {
        line += (index == 0 ? "" : " ") + text
      }
    }
    return lines + [terms.isEmpty ? start + "0" : line]
  }
}
