import Experiments

let showCommands: [Command] = [
  Command(
    "picture", .show, "show pictures in another way",
    keys: [.character("p")], footer: .init("p", "picture", 30)
  ) { state in
    let modes: [String?] = [nil] + state.previewModes.usable.map { $0 }
    let index = modes.firstIndex(of: state.previewModes.chosen) ?? 0
    state.previewModes.chosen = modes[(index + 1) % modes.count]
    let isAutomatic = state.previewModes.chosen == nil
    state.inform("Pictures: \(state.previewModes.current)\(isAutomatic ? " (the best here)" : "")")
    return []
  },
  Command(
    "data", .show, "preview the data prediction or the state", keys: [.character("d")],
    footer: .init("d", 35) { $0.nextPreview?.shortName ?? "" },
    obstacle: { $0.nextPreview == nil ? "this run has one kind of preview" : nil }
  ) { state in
    state.previewChosen = state.nextPreview?.name
    return []
  },
  Command(
    "plot", .show, "plot the next statistic", keys: [.character("g")],
    footer: .init("g", "plot", 32)
  ) { $0.plotNext(at: 0) },
  Command(
    "plot-second", .show, "the next statistic in the second plot", keys: [.character("G")]
  ) { $0.plotNext(at: 1) },
  Command(
    "zoom", .show, "whole screen for the focused panel, and back",
    keys: [.character("z")], footer: .init("z", "zoom", 15)
  ) { state in
    state.isZoomed.toggle()
    return []
  },
  Command(
    "theme", .show, "choose a theme by looking at it", keys: [.character("t")],
    footer: .init("t", "theme", 10),
    obstacle: { $0.themes.count > 1 ? nil : "there is only one" }
  ) { state in
    var palette = Palette("\(PaletteWord.theme.name) ")
    palette.selected = state.themes.firstIndex(of: state.theme) ?? 0
    state.open = .palette(palette)
    return []
  },
  Command(
    "filter", .show, "narrow the list to what is typed", keys: [.character("/")],
    footer: .init("/", "filter", 25),
    obstacle: { $0.focus == .model || $0.focus == .solver ? nil : "only in panels 1 and 2" }
  ) { state in
    state.showLines()
    state.open = .filter(TextInput())
    return []
  },
]

extension State {
  /// The plots show different statistics.
  fileprivate mutating func plotNext(at place: Int) -> [Effect] {
    let names = plottable.map(\.name)
    var plotted = plottedNames
    guard plotted.indices.contains(place), names.count > plotted.count else { return [] }
    var index = names.firstIndex(of: plotted[place]) ?? 0
    repeat { index = (index + 1) % names.count } while plotted.contains(names[index])
    plotted[place] = names[index]
    plotChosen = plotted
    return []
  }
}
