import ArgumentParser
import Experiments
import Files

extension SavedChoiceFolder {
  /// The folder of whoever runs the program; `nil` where nothing tells where it is.
  static func own(for families: Families) -> SavedChoiceFolder? {
    configurationFolder().map { SavedChoiceFolder($0, for: families) }
  }
}

/// What was kept by name, read when a name is met that is no other.
struct OwnChoices {
  private let families: Families

  init(_ families: Families) { self.families = families }

  /// All of them; what cannot be read is told once.
  func read() -> SavedChoices {
    guard let read = SavedChoiceFolder.own(for: families)?.read() else { return SavedChoices() }
    if let note = read.problems.note { StandardError.write("note: \(note)\n") }
    return read.choices
  }

  /// Texts in which names of what was kept stand for what it is; nothing is read where all of them mean
  /// something without.
  /// - Parameter all: what a name can be one of, the first that has it.
  func spelledOut(_ texts: [String], _ all: [Options]) -> [String] {
    func isKnown(_ text: String) -> Bool {
      text.contains(":") || all.contains { $0.declarations.contains { $0.name == text } }
    }
    guard !texts.allSatisfy(isKnown) else { return texts }
    let saved = read()
    return texts.map { text in
      all.lazy.compactMap { options in saved.named(text, options).map { options.text($0.choice) } }
        .first ?? text
    }
  }

  /// As `spelledOut(_:_:)`, for one text.
  func spelledOut(_ text: String, _ options: Options) -> String { spelledOut([text], [options])[0] }
}

extension [FileError] {
  /// What is wrong, in one sentence; `nil` where nothing is.
  var note: String? {
    first.map { error in
      let more = count > 1 ? " And \(count - 1) more." : ""
      return "Something saved cannot be used: \(error)\(more)"
    }
  }
}

/// There is no folder to save in.
struct NowhereToSave: Error, CustomStringConvertible {
  var description: String {
    "Nothing tells where to save: neither XDG_CONFIG_HOME nor HOME is set. Set one of them."
  }
}

/// The name under which what was found is kept.
struct SaveOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep the choices found, where they have knobs, under this name: --grid NAME takes them.",
      valueName: "name"))
  var save: String?

  /// Finds out before a long search whether it can be kept.
  /// - Throws: what saving would throw.
  func check(_ families: Families) throws {
    guard let save else { return }
    guard let folder = SavedChoiceFolder.own(for: families) else { throw NowhereToSave() }
    try folder.prepare(SavedChoice(kind: "grid", name: save, choice: Choice("list")))
  }

  /// Keeps what was found.
  /// - Parameter searched: the sentence of the search.
  func keep(_ finding: Finding?, searched: Sentence, _ families: Families) throws {
    guard let save, let found = finding?.sentence else { return }
    guard let folder = SavedChoiceFolder.own(for: families) else { throw NowhereToSave() }
    let choices = families.savable(in: found, unlike: searched, named: save)
    if choices.isEmpty {
      StandardError.write("nothing to save: what was found has a name\n")
    }
    for choice in choices { StandardError.write("saved \(try folder.write(choice))\n") }
  }
}
