/// The settings of a run as they stand in a file.
public struct PresetDocument: Equatable, Sendable {
  public struct Setting: Equatable, Sendable {
    public let key: String
    /// The value as text, whatever its type in the file.
    public let value: String
    public let position: TextPosition?
  }

  public let path: String
  /// In the order of the file.
  public let settings: [Setting]

  /// The error for a setting whose value was refused.
  /// - Parameter reason: what is wrong and what to do, in sentences.
  public func error(_ setting: Setting, reason: String) -> FileError {
    FileError(
      path: path,
      problem: .rejected(ValuePlace(setting.key, setting.position), reason: reason))
  }
}

/// Presets: TOML files with one line for each setting of a run.
///
/// ```toml
/// model = "ring-8"
/// solver = "dpm++2m"
/// steps = 10
/// ```
public enum PresetFile {
  /// - Parameter known: the keys there are, by what the keys of the file say.
  /// - Throws: `FileError` with line and column for syntax, keys given twice or not known, and
  ///   values that are neither texts nor numbers.
  public static func read(
    _ path: String, known: ([String: String]) -> [String]
  ) throws(FileError) -> PresetDocument {
    try parse(ByteSource(contentsOf: path), known: known)
  }

  public static func parse(
    _ source: ByteSource, known: ([String: String]) -> [String]
  ) throws(FileError) -> PresetDocument {
    try document(of: TOMLParser.parse(source), known: known)
  }

  /// The settings of a file that is read already.
  /// - Parameter tables: what else may stand in it.
  static func document(
    of root: TOMLSection, leavingOut tables: [String] = [], known: ([String: String]) -> [String]
  ) throws(FileError) -> PresetDocument {
    var values: [String: String] = [:]
    let names = root.names.filter { !tables.contains($0) }
    for name in names { values[name] = try? root.scalar(name) }
    try root.requireKnownKeys(known(values) + tables)
    var settings: [PresetDocument.Setting] = []
    for name in names {
      guard let value = try root.scalar(name) else { continue }
      settings.append(
        PresetDocument.Setting(key: name, value: value, position: root.place(of: name).position))
    }
    return PresetDocument(path: root.path, settings: settings)
  }

  /// The text of a preset, one line a setting; whole numbers stand without quotes.
  public static func text(_ settings: [(key: String, value: String)]) -> String {
    settings.map { key, value in
      let isInteger = Int(value).map { "\($0)" == value } ?? false
      return "\(key) = \(isInteger ? value : quoted(value))\n"
    }.joined()
  }

  /// Writes a preset, complete or not at all.
  public static func write(
    _ settings: [(key: String, value: String)], to path: String
  ) throws(FileError) {
    try AtomicFile.write(text(settings), to: path)
  }
}
