/// What lists say of a model, and what a forecast may know of it.
public struct ModelCard: Sendable {
  /// A bundled model's name or a path.
  public let name: String
  /// One or two words: `mixture`, `data 512`, `file`.
  public var kind: String
  /// One line; empty where nothing is known.
  public var summary: String
  /// By word, what the model brings for it; `nil` as long as that is not known.
  public var labels: [String: [String]]?
  /// Which knobs of its word it has; `nil` for all.
  public var knobs: Set<String>?
  /// What a sentence takes where nobody chose.
  public var defaults: [String: Setting] = [:]
  /// The words that can be left to it: those for which its files say something.
  public var decides: Set<String> = []
  /// How many numbers a sample has; `nil` where that is not known.
  public var entries: Int?
  /// What its family alone understands.
  public var knowledge: (any Sendable)?

  public init(
    _ name: String, kind: String, summary: String = "", labels: [String: [String]]? = nil
  ) {
    self.name = name
    self.kind = PrintableText(kind).text
    self.summary = PrintableText(summary).text
    self.labels = labels
  }

  /// Whether everything is known that can be found out.
  public var isKnown: Bool { labels != nil }
}
