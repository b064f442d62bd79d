import Experiments
import Files
import Quickstep

/// Reads and writes training files, the long form of a training's sentence: `[network]` with
/// `kind = "unet"` and `channels = [32, 64]` says `network=unet:channels=32/64`.
///
/// ```toml
/// [data]
/// path = "mnist/train-images-idx3-ubyte.gz"
///
/// [network]
/// kind = "unet"        # or "mlp", "classifier"
/// channels = [32, 64, 64]
///
/// [objective]
/// kind = "flow"        # or "noise", "data", "velocity", "edm", "classification"
/// conditional = true
///
/// [optimizer]
/// steps = 20000
///
/// [output]
/// folder = "digits-flow"
/// ```
///
/// A method other than the usual one stands in a table of its own, with its knobs:
///
/// ```toml
/// [method]
/// kind = "straighten"
/// teacher = "digits-flow"
/// steps = 4
/// ```
public enum TrainingFile {
  private static let words = TrainingPlan.words.all

  /// - Throws: `FileError` with line and column for syntax, keys that are not known, and values
  ///   that cannot be used.
  public static func read(_ path: String) throws(FileError) -> TrainingPlan {
    try parse(ByteSource(contentsOf: path))
  }

  public static func parse(_ source: ByteSource) throws(FileError) -> TrainingPlan {
    let root = try TOMLParser.parse(source)
    try root.requireKnownKeys(TrainingTable.all.map(\.name))
    var settings = TrainingPlan().settings
    for table in TrainingTable.all {
      try root.table(table.name).read(table, of: words, into: &settings)
    }
    return TrainingPlan(Sentence(family: "", settings: settings))
  }

  /// The text that `parse` reads back, every value named.
  public static func text(_ plan: TrainingPlan) -> String {
    let settings = plan.settings
    return TrainingTable.all.filter { !$0.isOptional || $0.says(settings, of: words) }.map {
      table in
      "[\(table.name)]\n"
        + table.entries.flatMap { lines($0, settings) }.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  private static func lines(
    _ entry: TrainingTable.Entry, _ settings: [String: Setting]
  ) -> [String] {
    switch entry {
    case .name(let key, let word): ["\(key) = \(Files.quoted(settings[word]?.choice?.name ?? ""))"]
    case .word(let word, let key):
      (settings[word].flatMap { words[word]?.tomlText($0) }).map { ["\(key) = \($0)"] } ?? []
    case .knobs(let word):
      settings[word]?.choice.map { choice in
        (words[word]?.declaration(of: .component(choice))?.knobs ?? []).compactMap { knob in
          choice.value(knob).tomlText(of: knob).map { "\(knob.name) = \($0)" }
        }
      } ?? []
    }
  }
}
