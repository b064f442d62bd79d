/// A sentence as one line: `quickstep:1 --model ring-8 --solver dpm++2m …`. The name of a family
/// stands after the version; a line without one means the first family.
public enum RunLine {
  public static let prefix = "quickstep:1"

  /// The words alone, as the command line takes them: every one that differs from its standard, and
  /// those in `always`.
  public static func flags(
    _ settings: [String: Setting], of words: [Word], always: Set<String> = []
  ) -> String {
    words.compactMap { word -> String? in
      guard let setting = settings[word.key] else { return nil }
      let text = word.text(setting)
      guard always.contains(word.key) || text != word.text(word.standard) else { return nil }
      return "--\(word.key) \(quoted(text))"
    }.joined(separator: " ")
  }

  /// Reads flags.
  /// - Throws: `RunLineError` or `DeclarationError`.
  public static func settings(
    _ flags: ArraySlice<String>, of words: [Word]
  ) throws -> [String: Setting] {
    var settings: [String: Setting] = [:]
    var rest = flags
    while let flag = rest.popFirst() {
      guard flag.hasPrefix("--"), let word = words[String(flag.dropFirst(2))] else {
        throw DeclarationError.unknownName(
          flag, kind: "flag",
          known: (words.map(\.key) + [Origin.sentenceKey, Origin.stepKey]).map { "--" + $0 })
      }
      guard let text = rest.popFirst() else { throw RunLineError.missingValue(flag: flag) }
      settings[word.key] = try word.parse(text)
    }
    return settings
  }

  /// The flags that say where the first steps come from, and the others.
  /// - Throws: `RunLineError`.
  static func origin(
    apart flags: ArraySlice<String>
  ) throws(RunLineError) -> (others: ArraySlice<String>, origin: (sentence: String?, step: String?))
  {
    var others: ArraySlice<String> = []
    var origin: (sentence: String?, step: String?)
    var rest = flags
    while let flag = rest.popFirst() {
      let isOrigin = flag == "--" + Origin.sentenceKey, isStep = flag == "--" + Origin.stepKey
      guard let text = rest.popFirst() else {
        if isOrigin || isStep { throw .missingValue(flag: flag) }
        others.append(flag)
        break
      }
      if isOrigin {
        origin.sentence = text
      } else if isStep {
        origin.step = text
      } else {
        others += [flag, text]
      }
    }
    return (others, origin)
  }

  /// The words of a line behind its prefix.
  /// - Throws: `RunLineError`.
  public static func words(_ text: String) throws(RunLineError) -> ArraySlice<String> {
    let words = try split(text)
    guard words.first == prefix else { throw .prefix(expected: prefix) }
    return words.dropFirst()
  }

  /// Cuts a line into words as a shell does, with single quotes and backslashes.
  public static func split(_ text: String) throws(RunLineError) -> [String] {
    var words: [String] = []
    var word: String?
    var quoting = false
    var characters = text.makeIterator()
    while let character = characters.next() {
      switch character {
      case "'":
        quoting.toggle()
        word = word ?? ""
      case "\\" where !quoting:
        guard let next = characters.next() else { throw .unfinished }
        word = (word ?? "") + String(next)
      case _ where character.isWhitespace && !quoting:
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    guard !quoting else { throw .unfinished }
    if let word { words.append(word) }
    return words
  }

  /// A word as `split` reads it back.
  static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "+-_.:,=/~@%".unicodeScalars.contains(scalar))
    }
    return plain && !word.isEmpty
      ? word
      : "'"
        + word.split(
          separator: "'", omittingEmptySubsequences: false
        ).joined(separator: "'\\''") + "'"
  }
}
