import Quickstep

/// Something that the palette sets by its name and a value.
struct PaletteWord: Sendable {
  let name: String
  let summary: String
  /// What it can be, where that is a short list.
  let options: @Sendable (State) -> [ChoiceOption]?
  let set: @Sendable (inout State, String) throws -> Void

  /// The words of the plan, and how things are shown.
  static let all: [PaletteWord] =
    PlanKey.allCases.map { key in
      PaletteWord(
        name: key.rawValue, summary: key.summary, options: { $0.options(of: .word(key)) },
        set: { state, value in
          var plan = state.plan
          if key == .classes {
            plan = try state.plan(setting: .word(.classes), to: value)
          } else {
            try plan.set(key, value)
          }
          state.change(plan)
        })
    } + [
      PaletteWord(
        name: "theme", summary: "colours",
        options: { state in state.themes.map { ChoiceOption($0, $0, "colours") } },
        set: { state, value in
          guard state.themes.contains(value) else {
            throw DeclarationError.unknownName(value, kind: "theme", known: state.themes)
          }
          state.theme = value
        }),
      PaletteWord(
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
        }),
    ]

  static func named(_ name: some StringProtocol) -> PaletteWord? { all.first { $0.name == name } }
}
