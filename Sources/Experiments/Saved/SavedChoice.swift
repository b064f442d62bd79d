/// A component with its knobs that somebody has kept under a name of their own. Sentences, run lines
/// and presets say what it is, never its name.
public struct SavedChoice: Hashable, Sendable {
  /// The kind of its options: "grid".
  public let kind: String
  public let name: String
  public let choice: Choice
  /// The run line that it was found for; empty where nobody knows.
  public let origin: String

  public init(kind: String, name: String, choice: Choice, origin: String = "") {
    self.kind = kind
    self.name = name
    self.choice = choice
    self.origin = origin
  }

  /// Under what saved choices stand together in lists.
  public static let group = "Saved"

  /// The most characters of a name.
  public static let longestName = 40

  /// Words that mean something wherever a name may stand.
  private static let reserved = ["all", "auto", "checkpoint", "none"]

  /// - Throws: why nothing of these options can be kept under a name.
  public static func check(
    _ name: String, among options: Options
  ) throws(SavedChoiceError) {
    guard !name.isEmpty else { throw .noName }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_+.".unicodeScalars.contains(scalar))
    }
    guard isPlain, name.count <= longestName, name.first != ".", name.first != "-" else {
      throw .badName(name)
    }
    guard !reserved.contains(name), !options.declarations.contains(where: { $0.name == name })
    else { throw .taken(name, kind: options.kind) }
  }
}

/// Why nothing can be kept under a name.
public enum SavedChoiceError: Error, Hashable, Sendable {
  case noName
  case badName(String)
  /// The name means something already.
  case taken(String, kind: String)
}
