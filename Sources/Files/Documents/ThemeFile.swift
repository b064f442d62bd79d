/// A theme as it stands in a file: names and texts, not yet looked up.
public struct ThemeDocument: Equatable, Sendable {
  public var name: String
  /// The theme whose palette and roles count where this one has none.
  public var inherits: String?
  /// The colours the terminal itself is taken to have.
  public var foreground: String?
  public var background: String?
  /// What the theme claims to be.
  public var promises: [String]
  /// Names for colours.
  public var palette: [String: String]
  /// How each part of the screen is painted.
  public var roles: [String: String]
}

/// Reads themes written in TOML.
public enum ThemeFile {
  /// - Throws: `FileError` with line and column for syntax, unknown keys and values that are not
  ///   texts.
  public static func read(_ path: String) throws(FileError) -> ThemeDocument {
    try parse(ByteSource(contentsOf: path))
  }

  public static func parse(_ source: ByteSource) throws(FileError) -> ThemeDocument {
    let root = try TOMLParser.parse(source)
    try root.requireKnownKeys([
      "name", "inherits", "foreground", "background", "promises", "palette", "roles",
    ])
    return ThemeDocument(
      name: try root.text("name") ?? nameWithoutEnding(source.path),
      inherits: try root.text("inherits"), foreground: try root.text("foreground"),
      background: try root.text("background"), promises: try root.texts("promises"),
      palette: try root.textTable("palette"), roles: try root.textTable("roles"))
  }
}
