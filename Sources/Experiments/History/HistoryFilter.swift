/// What is asked of kept runs: `err<1e-3 nfe<=8 solver~unipc tag:keep family:walk unipc`. A run must
/// meet every condition, and its run line or note must hold every other word.
public struct HistoryFilter: Hashable, Sendable {
  public enum Comparison: String, CaseIterable, Sendable {
    case atMost = "<="
    case atLeast = ">="
    case isNot = "!="
    case less = "<"
    case more = ">"
    case equal = "="
    case contains = "~"
    /// As `=`.
    case named = ":"
  }

  public struct Condition: Hashable, Sendable {
    /// As typed.
    public let term: String
    public let name: String
    public let comparison: Comparison
    public let value: String
  }

  public private(set) var conditions: [Condition] = []
  /// What the run line or the note must hold; case is ignored.
  public private(set) var texts: [String] = []

  /// Lets every run pass.
  public init() {}

  /// - Parameter text: terms between blanks; what stands in quotes is one, and is looked for as it is.
  public init(_ text: String) throws(HistoryFilterError) {
    for piece in try Self.pieces(text) {
      guard !piece.isQuoted, let condition = Condition(piece.text) else {
        if !piece.text.isEmpty { texts.append(piece.text) }
        continue
      }
      if condition.value.isEmpty { throw .missingValue(term: piece.text) }
      conditions.append(condition)
    }
  }

  public var isEmpty: Bool { conditions.isEmpty && texts.isEmpty }

  private static func pieces(
    _ text: String
  ) throws(HistoryFilterError) -> [(text: String, isQuoted: Bool)] {
    var pieces: [(text: String, isQuoted: Bool)] = []
    var piece: (text: String, isQuoted: Bool)?
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { piece?.text.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        piece = piece ?? ("", true)
      } else if character.isWhitespace {
        if let done = piece { pieces.append(done) }
        piece = nil
      } else {
        piece = ((piece?.text ?? "") + String(character), piece?.isQuoted ?? false)
      }
    }
    guard quote == nil else { throw .unfinished(term: piece?.text ?? "") }
    if let done = piece { pieces.append(done) }
    return pieces
  }
}

extension HistoryFilter.Condition {
  /// A name, a comparison and a value; `nil` for what is no such term.
  fileprivate init?(_ term: String) {
    guard let start = term.firstIndex(where: { "<>=!~:".contains($0) }), start > term.startIndex
    else { return nil }
    let rest = term[start...]
    guard
      let comparison = HistoryFilter.Comparison.allCases.first(where: {
        rest.hasPrefix($0.rawValue)
      })
    else { return nil }
    self.init(
      term: term, name: plainName(String(term[..<start])), comparison: comparison,
      value: String(rest.dropFirst(comparison.rawValue.count)))
  }
}

/// A name as names are compared: small letters, dashes for blanks.
package func plainName(_ name: String) -> String {
  String(name.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
}

/// Why a filter means nothing; the term is the one that was typed.
public enum HistoryFilterError: Error, Hashable, Sendable {
  case unfinished(term: String)
  case missingValue(term: String)
  case unknownName(term: String, name: String, known: [String])
  case ambiguousName(term: String, name: String, candidates: [String])
  case noNumber(term: String, value: String)
  case wrongUnit(term: String, unit: String, name: String, its: String)
  /// Text cannot be larger or smaller.
  case isText(term: String, name: String)
  /// A number holds no text.
  case isNumber(term: String, name: String)
}
