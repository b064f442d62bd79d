import Experiments

/// A guided tour: what it says, which keys it presses, and what must have come out for its sentences to
/// be true.
///
///     title Few steps done right
///     say Eight Gaussians on a ring: the exact answer is known.
///     do steps 10
///     keys r
///     wait
///     keep ten error
///     check ten < 0.5
public struct DemoScript: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    /// A caption, which stays until the next one.
    case say(String)
    case press(Key)
    /// Into the field that is open.
    case type(Unicode.Scalar)
    /// Until nothing runs and what ended is measured.
    case wait
    case pause(seconds: Double)
    /// Remembers what a quantity is now.
    case keep(name: String, quantity: String)
    case check(DemoCheck)
  }

  public let name: String
  public let title: String
  public let steps: [Step]

  /// Lines are `#` comments, `title`, `say`, `keys`, `type`, `do` (a line of the palette), `wait`, `pause`,
  /// `keep` and `check`, each with what belongs to it.
  /// - Parameter scratch: the folder that `{scratch}` stands for.
  /// - Throws: the first line that says nothing.
  public init(name: String, _ text: String, scratch: String) throws(DemoError) {
    self.name = name
    var title: String?
    var steps: [Step] = []
    guard text.utf8.count <= Self.mostBytes else { throw .tooLong(Self.mostBytes) }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.trimmingBlanks
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let word = line.prefix { $0 != " " }
      let rest = String(line.dropFirst(word.count).trimmingBlanks)
        .replacing("{scratch}", with: scratch)
      if word == "title", title == nil, !rest.isEmpty {
        title = PrintableText(rest).text
      } else if let more = Self.steps(word, rest) {
        steps += more
      } else {
        throw .line(index + 1, PrintableText(String(line), limit: 60).text)
      }
    }
    guard let title, !steps.isEmpty else { throw .empty }
    self.title = title
    self.steps = steps
  }

  private static let mostBytes = 100_000
  private static let longestPause = 60.0

  private static func steps(_ word: Substring, _ rest: String) -> [Step]? {
    switch word {
    case "say" where !rest.isEmpty: return [.say(PrintableText(rest).text)]
    case "wait" where rest.isEmpty: return [.wait]
    case "type" where !rest.isEmpty: return rest.unicodeScalars.map { .type($0) }
    case "do" where !rest.isEmpty:
      return [.press(.character(":"))] + rest.unicodeScalars.map { .type($0) } + [.press(.enter)]
    case "keys":
      let keys = rest.split(separator: " ").map { Key(name: $0) }
      return keys.isEmpty || keys.contains(nil) ? nil : keys.compactMap { $0.map { .press($0) } }
    case "pause":
      guard let seconds = Double(rest), (0...longestPause).contains(seconds) else { return nil }
      return [.pause(seconds: seconds)]
    case "keep":
      let words = rest.split(separator: " ").map(String.init)
      return words.count == 2 ? [.keep(name: words[0], quantity: words[1])] : nil
    case "check": return DemoCheck(rest).map { [.check($0)] }
    default: return nil
    }
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: SubSequence {
    let start = drop { $0.isWhitespace }
    return start.dropLast(start.reversed().prefix { $0.isWhitespace }.count)
  }
}

/// Why a text is no tour.
public enum DemoError: Error, Hashable, Sendable, CustomStringConvertible {
  case line(Int, String)
  case tooLong(Int)
  case empty

  public var description: String {
    switch self {
    case .line(let number, let text):
      "line \(number) of the tour says nothing that is known: \"\(text)\". Lines begin with title, "
        + "say, keys, type, do, wait, pause, keep or check."
    case .tooLong(let bytes): "the tour is longer than \(bytes) bytes."
    case .empty: "the tour needs a title and at least one line that does something."
    }
  }
}
