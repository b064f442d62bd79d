/// A word that people put on runs.
public enum HistoryTag {
  /// In scalars.
  public static let longest = 40

  /// - Throws: `DeclarationError` where it cannot be written in a filter.
  public static func checked(_ text: String) throws(DeclarationError) -> String {
    let fits =
      !text.isEmpty && text.unicodeScalars.count <= longest
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-_+.".unicodeScalars.contains(scalar)
      }
    guard fits else {
      throw .badValue(
        knob: "tag", text: text, range: "up to \(longest) letters, digits and - _ + .")
    }
    return text
  }
}
