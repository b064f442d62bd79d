import Experiments

/// A saved choice as a file, which is called as the choice is:
///
/// ```toml
/// value = "list:sigmas=80/8/0.8/0"
/// found-for = "quickstep:1 --model ring-8 --steps 3"
/// ```
public enum SavedChoiceFile {
  public static let ending = ".toml"
  /// The most bytes of a file, and the most characters of the line that it was found for.
  static let largest = 1 << 20, longestOrigin = 100_000

  private static let valueKey = "value", originKey = "found-for"

  /// - Parameter kinds: options of the file's kind, as the words of families have them.
  /// - Throws: `FileError` with line and column.
  public static func parse(
    _ source: ByteSource, among kinds: [Options]
  ) throws(FileError) -> SavedChoice {
    let root = try TOMLParser.parse(source)
    try root.requireKnownKeys([valueKey, originKey])
    guard let value = try root.text(valueKey) else {
      throw root.error(.missingKey(valueKey, inside: ""))
    }
    let name = nameWithoutEnding(source.path)
    var refusal: (any Error)?
    for options in kinds {
      do {
        try SavedChoice.check(name, among: options)
        let choice = try options.choice(value)
        let origin = try root.text(originKey) ?? ""
        return SavedChoice(
          kind: options.kind, name: name, choice: choice,
          origin: PrintableText(origin, limit: longestOrigin).text)
      } catch {
        refusal = refusal ?? error
      }
    }
    throw root.error(
      .rejected(root.place(of: valueKey), reason: refusal.map { "\($0)" } ?? "no such kind"))
  }

  /// The text that `parse` reads back.
  public static func text(_ saved: SavedChoice, _ options: Options) -> String {
    "\(valueKey) = \(quoted(options.text(saved.choice)))\n"
      + (saved.origin.isEmpty ? "" : "\(originKey) = \(quoted(saved.origin))\n")
  }
}
