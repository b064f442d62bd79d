/// What a run that looks for something comes to: in a sentence, as a table, and as a sentence of a
/// family that can be run.
public struct Finding: Sendable {
  public enum Cell: Hashable, Sendable {
    case text(String)
    case count(Int)
    case number(Double)
  }

  /// In words, with a full stop.
  public let text: String
  public let columns: [String]
  /// Best first.
  public let rows: [[Cell]]
  /// The best plan; `nil` where none is good enough.
  public let sentence: Sentence?

  public init(_ text: String, columns: [String], rows: [[Cell]], sentence: Sentence?) {
    self.text = PrintableText(text, limit: 1000).text
    self.columns = columns
    self.rows = rows
    self.sentence = sentence
  }
}

extension Finding.Cell: CustomStringConvertible {
  public var description: String {
    switch self {
    case .text(let text): text
    case .count(let count): String(count)
    case .number(let number): format(number.isNaN ? nil : number)
    }
  }
}
