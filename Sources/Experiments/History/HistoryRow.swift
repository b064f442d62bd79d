/// A kept run as lists show it.
public struct HistoryRow: Hashable, Sendable {
  /// What people name it by; never given twice.
  public let number: Int64
  public let identity: RunIdentity
  /// Seconds since 1970.
  public let made: Double
  public let family: String
  /// The run line.
  public let line: String
  public let end: RunEntry.End
  public let spent: Int
  /// The unit of the budget.
  public let unit: String
  public let seconds: Double
  public let note: String
  public let cell: RunEntry.Cell?
  public let isDeleted: Bool
  public let scores: [KeptScore]
  /// In the order of their letters.
  public let tags: [String]
  /// By name, the numbers of the sentence and of the last record, and what the scores came to.
  public let numbers: [String: Double]

  public init(
    number: Int64, identity: RunIdentity, made: Double, family: String, line: String,
    end: RunEntry.End, spent: Int, unit: String, seconds: Double, note: String = "",
    cell: RunEntry.Cell? = nil, isDeleted: Bool = false, scores: [KeptScore] = [],
    tags: [String] = [], numbers: [String: Double] = [:]
  ) {
    self.number = number
    self.identity = identity
    self.made = made
    self.family = family
    self.line = line
    self.end = end
    self.spent = spent
    self.unit = unit
    self.seconds = seconds
    self.note = note
    self.cell = cell
    self.isDeleted = isDeleted
    self.scores = scores
    self.tags = tags
    self.numbers = numbers
  }
}

extension RunEntry.End {
  /// In a word: `finished`.
  public var word: String {
    switch self {
    case .finished: "finished"
    case .stopped: "stopped"
    case .failed: "failed"
    }
  }

  /// What went wrong; empty where nothing did.
  public var reason: String { if case .failed(let reason) = self { reason } else { "" } }

  public init?(word: String, reason: String) {
    switch word {
    case "finished": self = .finished
    case "stopped": self = .stopped
    case "failed": self = .failed(reason)
    default: return nil
    }
  }
}
