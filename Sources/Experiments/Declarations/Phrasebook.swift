/// What another program calls the things of one kind, with the same in our words.
///
/// Its names are typed behind the program's: `comfy:dpmpp_2m`. Reading one gives our words, which
/// is all that a sentence keeps.
public struct Phrasebook: Hashable, Sendable {
  /// As typed before the colon.
  public let program: String
  /// What one of them is called, with the program: "ComfyUI sampler".
  public let kind: String
  /// In the program's order.
  public let names: [ForeignName]

  public init(_ program: String, _ kind: String, _ names: [ForeignName]) {
    self.program = program
    self.kind = kind
    self.names = names
  }

  /// The name as it is typed here.
  public func typed(_ name: ForeignName) -> String { "\(program):\(name.spellings[0])" }

  /// The name that a text behind the program's colon begins with, whatever its letters' case, and
  /// the knobs that follow.
  /// - Throws: `DeclarationError.unknownName` with the names of the program.
  public func find(
    _ text: String
  ) throws(DeclarationError) -> (name: ForeignName, settings: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = parts[0].lowercased()
    guard
      let name = names.first(where: { $0.spellings.contains { $0.lowercased() == spelling } })
    else {
      throw .unknownName(
        "\(program):\(parts[0])", kind: kind,
        known: names.flatMap(\.spellings).map { "\(program):\($0)" })
    }
    return (name, parts.count == 1 ? "" : String(parts[1]))
  }
}

/// One name of another program.
public struct ForeignName: Hashable, Sendable {
  public enum Meaning: Hashable, Sendable {
    /// The same in our words, as typed.
    case words(String)
    /// What is not built here, or cannot be said: a sentence without its stop.
    case missing(String)
  }

  /// Every spelling, the program's own first.
  public let spellings: [String]
  public let meaning: Meaning
  /// Where the program does otherwise than the words say, a sentence without its stop; empty where
  /// it does the same.
  public let note: String
  /// Other words that the program takes with this one where nobody chooses them.
  public let companions: [String: String]

  public init(
    spellings: [String], meaning: Meaning, note: String = "", companions: [String: String] = [:]
  ) {
    self.spellings = spellings
    self.meaning = meaning
    self.note = note
    self.companions = companions
  }

  /// A name that means `words`.
  public static func name(
    _ spellings: String..., means words: String, note: String = "",
    with companions: [String: String] = [:]
  ) -> Self {
    Self(spellings: spellings, meaning: .words(words), note: note, companions: companions)
  }

  /// A name that has no words here.
  public static func name(_ spellings: String..., lacks reason: String) -> Self {
    Self(spellings: spellings, meaning: .missing(reason))
  }
}
