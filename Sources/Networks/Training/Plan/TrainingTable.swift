import Experiments

/// A table of a training file: the long form of some words.
struct TrainingTable {
  /// What stands in a table, in this order.
  enum Entry {
    /// The name of the component that a word is set to.
    case name(String, of: String)
    /// Its knobs, each under its own name.
    case knobs(of: String)
    /// A whole word.
    case word(String, as: String)
  }

  let name: String
  let entries: [Entry]
  /// The key that has to be there.
  let required: String?
  /// Whether it is left out where all its words are at their standard.
  var isOptional = false

  /// Whether one of its words differs from its standard.
  func says(_ settings: [String: Setting], of words: [Word]) -> Bool {
    entries.contains { entry in
      let key =
        switch entry {
        case .name(_, let word), .knobs(let word), .word(let word, _): word
        }
      return settings[key] != words[key]?.standard
    }
  }

  static let all = [
    // What is required of the others depends on it.
    TrainingTable(
      name: "method",
      entries: [
        .name("kind", of: "method"), .word("teacher", as: "teacher"), .knobs(of: "method"),
      ], required: nil, isOptional: true),
    TrainingTable(
      name: "data", entries: [.name("path", of: "data"), .knobs(of: "data")], required: "path"),
    TrainingTable(
      name: "network", entries: [.name("kind", of: "network"), .knobs(of: "network")],
      required: "kind"),
    TrainingTable(
      name: "objective",
      entries: [
        .name("kind", of: "objective"), .word("schedule", as: "schedule"),
        .knobs(of: "objective"), .word("conditional", as: "conditional"),
        .word("class-dropout", as: "class-dropout"),
      ], required: nil),
    TrainingTable(
      name: "optimizer",
      entries: [
        .knobs(of: "optimizer"), .word("batch", as: "batch"), .word("steps", as: "steps"),
        .word("seed", as: "seed"),
      ], required: nil),
    TrainingTable(
      name: "output",
      entries: [
        .word("output", as: "folder"), .word("preview", as: "preview"), .word("save", as: "save"),
        .word("precision", as: "precision"), .word("solver", as: "solver"),
        .word("grid", as: "grid"), .word("guidance", as: "guidance"),
        .word("sampling-steps", as: "sampling-steps"),
      ], required: "folder"),
  ]
}
