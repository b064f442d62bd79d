import Experiments

/// What the line above the footer says.
public struct Message: Equatable, Sendable {
  public enum Kind: Sendable {
    /// Goes with the next key, or after a while.
    case info
    /// Stays until it is dismissed.
    case error
  }

  public let kind: Kind
  /// One line that a terminal can show.
  public let text: String
  /// Tells it from messages before and after.
  public let number: Int

  /// How long an info stays.
  public static let seconds = 4.0

  init(_ kind: Kind, _ text: String, number: Int) {
    self.kind = kind
    self.text = PrintableText(text).text
    self.number = number
  }
}

extension State {
  mutating func inform(_ text: String) { say(.info, text) }

  mutating func complain(_ text: String) { say(.error, text) }

  private mutating func say(_ kind: Message.Kind, _ text: String) {
    messagesSaid += 1
    message = Message(kind, text, number: messagesSaid)
  }
}
