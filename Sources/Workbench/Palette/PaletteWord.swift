import Experiments

/// Something that the palette sets by its name and a value.
struct PaletteWord: Sendable {
  let name: String
  let summary: String
  /// What it can be, where that is a short list.
  let options: @Sendable (State) -> [ChoiceOption]?
  /// What other programs call what it can be.
  var foreign: [ChoiceOption] = []
  let set: @Sendable (inout State, String) throws -> Void
}

extension State {
  /// The words of the sentence, and how things are shown.
  var paletteWords: [PaletteWord] {
    family.words.map(PaletteWord.init) + [.family, .theme, .picture]
  }

  func paletteWord(_ name: some StringProtocol) -> PaletteWord? {
    paletteWords.first { $0.name == name }
  }
}

extension PaletteWord {
  /// Whether a value begins like another program's name.
  func isForeign(_ value: String) -> Bool { foreign.contains { $0.value.hasPrefix(value) } }

  /// A word of the sentence.
  init(_ word: Word) {
    name = word.key
    summary = word.summary
    options = { $0.options(of: Place(word.key)) }
    set = { state, value in
      let changed = try state.family.setting(
        word.key, to: value, in: state.sentence, saved: state.saved)
      try state.family.check(changed, word.key, with: state.card)
      state.change(changed)
    }
    foreign = (word.options?.phrasebooks ?? []).flatMap(\.options)
  }

  static let family = PaletteWord(
    name: "family", summary: "kind of run",
    options: { state in
      state.families.all.map { ChoiceOption($0.name, $0.title, "kind of run") }
    },
    set: { state, value in state.turn(to: try state.families.named(value)) })

  static let theme = PaletteWord(
    name: "theme", summary: "colours",
    options: { state in state.themes.map { ChoiceOption($0, $0, "colours") } },
    set: { state, value in
      guard state.themes.contains(value) else {
        throw DeclarationError.unknownName(value, kind: "theme", known: state.themes)
      }
      state.theme = value
    })

  static let picture = PaletteWord(
    name: "picture", summary: "how pictures are shown",
    options: { state in
      [ChoiceOption("auto", "auto", "pictures in the best way here")]
        + state.previewModes.usable.map { ChoiceOption($0, $0, "how pictures are shown") }
    },
    set: { state, value in
      let known = ["auto"] + state.previewModes.usable
      guard known.contains(value) else {
        throw DeclarationError.unknownName(value, kind: "way to show pictures", known: known)
      }
      state.previewModes.chosen = value == "auto" ? nil : value
    })
}

extension Phrasebook {
  /// Its names as they are typed, with what they mean.
  fileprivate var options: [ChoiceOption] {
    names.map { name in
      let meaning =
        switch name.meaning {
        case .words(let words): words
        case .missing(let reason): reason
        }
      return ChoiceOption(typed(name), kind, "\(kind): \(meaning)")
    }
  }
}
