import Experiments
import Files
import Terminal

extension Presets {
  /// Those of whoever runs the program, and the bundled ones.
  static var own: Presets {
    let surroundings = Surroundings(
      environment: Surroundings.processEnvironment(), describedColors: 0)
    return Presets(in: surroundings.configurationDirectory.map { $0 + "/quickstep/presets" })
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
