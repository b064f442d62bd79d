import Experiments
import Files

extension Presets {
  /// Those of whoever runs the program, and the bundled ones.
  static var own: Presets {
    Presets(in: configurationFolder().map { $0 + "/presets" })
  }

  /// What the preset of a name says, or the file that is called so.
  /// - Throws: `FileError`; `DeclarationError` with the names there are.
  func sentence(
    named name: String, on base: Sentence, among families: Families
  ) throws -> Sentence {
    if let source = try source(named: name) {
      return try SentenceFile.parse(source, on: base, among: families)
    }
    do {
      return try SentenceFile.read(name, on: base, among: families)
    } catch  where error.problem == .missing {
      throw DeclarationError.unknownName(name, kind: "preset", known: names)
    }
  }
}
