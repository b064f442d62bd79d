import Experiments

/// Sentences as TOML, one line for each word that differs from its standard; `family` names the
/// family where it is not the first.
///
/// ```toml
/// family = "walk"
/// model = "grid25"
/// steps = 2000
/// ```
///
/// `fork-of`, a run line, and `fork-step` say which run takes the first steps, and how many.
///
/// A picture that the program has made says its sentence too.
public enum SentenceFile {
  private static let familyKey = "family"
  private static let originKeys = [Origin.sentenceKey, Origin.stepKey]

  /// What a file says, on top of a sentence.
  /// - Throws: `FileError` with line and column for syntax, keys that are not known, and values that
  ///   are refused.
  public static func read(
    _ path: String, on base: Sentence, among families: Families
  ) throws(FileError) -> Sentence {
    try parse(ByteSource(contentsOf: path), on: base, among: families)
  }

  public static func parse(
    _ source: ByteSource, on base: Sentence, among families: Families
  ) throws(FileError) -> Sentence {
    if PNGFile.isPNG(source.bytes) { return try made(source, among: families) }
    return try sentence(of: TOMLParser.parse(source), on: base, among: families)
  }

  /// What a file says that is read already.
  /// - Parameter tables: what else may stand in it.
  static func sentence(
    of root: TOMLSection, leavingOut tables: [String] = [], on base: Sentence,
    among families: Families
  ) throws(FileError) -> Sentence {
    let preset = try PresetFile.document(of: root, leavingOut: tables) { values in
      let family = values[familyKey].flatMap { families[$0] } ?? families[base]
      return [familyKey] + family.words.map(\.key) + originKeys
    }
    var sentence = base
    let named = preset.settings.filter { $0.key == familyKey }
    let words = preset.settings.filter { $0.key != familyKey && !originKeys.contains($0.key) }
    for setting in named + words {
      do throws(DeclarationError) {
        if setting.key == familyKey {
          let family = try families.named(setting.value)
          if family.name != base.family { sentence = family.standard }
        } else {
          sentence = try families[sentence].setting(
            setting.key, to: setting.value, in: sentence)
        }
      } catch {
        throw preset.error(setting, reason: "\(error)")
      }
    }
    return try forked(sentence, as: preset, among: families)
  }

  /// The sentence with its first steps taken as a file says.
  private static func forked(
    _ sentence: Sentence, as preset: PresetDocument, among families: Families
  ) throws(FileError) -> Sentence {
    let settings = originKeys.map { key in preset.settings.first { $0.key == key } }
    guard let first = settings.compactMap({ $0 }).first else { return sentence }
    do {
      return try families.sentence(
        sentence, forkedAt: settings[1]?.value, of: settings[0]?.value
      ) { try families.sentence(runLine: $0) }
    } catch {
      throw preset.error(first, reason: "\(error)")
    }
  }

  /// What a picture was made by.
  private static func made(
    _ picture: ByteSource, among families: Families
  ) throws(FileError) -> Sentence {
    guard let line = PNGFile.note(of: picture.bytes) else {
      throw picture.error(.nothingInside("run lines"))
    }
    do {
      return try families.sentence(runLine: line)
    } catch {
      throw picture.error(.rejected(ValuePlace("its run line"), reason: "\(error)"))
    }
  }

  /// The text that `parse` reads back.
  public static func text(_ sentence: Sentence, among families: Families) -> String {
    let family = families[sentence]
    let name = family.name == families.all[0].name ? [] : [(key: familyKey, value: family.name)]
    let words = family.words.compactMap { word -> (key: String, value: String)? in
      let text = family.text(word.key, of: sentence)
      let isSaid = word.key == family.modelWord.key || text != word.text(word.standard)
      return isSaid ? (word.key, text) : nil
    }
    return PresetFile.text(name + words + family.originTexts(sentence))
  }
}
