import Quickstep
import Screen
import Testing
import Workbench

/// How a golden screen is shown.
enum Showing: String, CaseIterable, Sendable {
  case truecolor, mono, ascii

  var display: DisplayCapabilities {
    switch self {
    case .truecolor: DisplayCapabilities(colorDepth: .trueColor, glyphs: .braille)
    case .mono: DisplayCapabilities(colorDepth: .none, glyphs: .braille)
    case .ascii: DisplayCapabilities(colorDepth: .none, glyphs: .ascii)
    }
  }

  var theme: Theme { Canned.theme(self == .truecolor ? "dark" : "mono") }

  var modes: PreviewModes {
    PreviewModes(usable: [], automatic: PictureMode.best(for: display).rawValue)
  }

  func screen(_ state: State) -> String {
    let golden = GoldenScreen(frame: render(state, theme: theme, display: display))
    return self == .truecolor ? golden.textAndStyles : golden.text
  }
}

/// Screens stored as text. QUICKSTEP_RECORD=1 writes them anew; look at the difference then.
@Suite struct ScreensTests {
  static let sizes = [
    Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
  ]

  static let largeSizes = [Size(columns: 160, rows: 45), Size(columns: 200, rows: 50)]

  @Test(arguments: Panel.allCases, Showing.allCases)
  func everyPanelWithTheFocus(_ panel: Panel, _ showing: Showing) {
    for size in Self.sizes + (showing == .mono ? Self.largeSizes : []) {
      let state = Canned.finished(Canned.state(size, modes: showing.modes))
        .pressing("M-\(panel.rawValue)")
      check(state, "panel-\(panel.title.lowercased())", showing)
    }
  }

  static let scenes: [(name: String, make: @Sendable (Size, PreviewModes) -> State)] = [
    ("first", { Canned.state($0, modes: $1) }),
    ("running", { Canned.running(Canned.state($0, modes: $1), steps: 6) }),
    ("walked", { Canned.finished(Canned.state($0, modes: $1)).pressing("6 [ [ [ g G") }),
    ("edited", { Canned.finished(Canned.state($0, modes: $1)).pressing("3 +") }),
    ("settings", { Canned.finished(Canned.state($0, modes: $1)).pressing("3 3") }),
    ("zoomed", { Canned.finished(Canned.state($0, modes: $1)).pressing("6 z [") }),
    ("typing", { Canned.state($0, modes: $1).pressing("3 down down enter 0 . 5") }),
    ("levels", { Canned.state($0, modes: $1).pressing("3 end enter k k k") }),
    ("saving", { Canned.state($0, modes: $1).pressing("3 end enter k k x w m i n e") }),
    ("filter", { Canned.state($0, modes: $1).pressing("2 / d p m") }),
    ("chooser", { Canned.state($0, modes: $1).pressing("3 down down down down enter") }),
    ("palette", { Canned.state($0, modes: $1).pressing(": s o l v e r space h") }),
    ("open", { Canned.browsing(Canned.state($0, modes: $1)).pressing("tab tab tab") }),
    ("browse", { Canned.browsing(Canned.state($0, modes: $1)).pressing("down j j j") }),
    ("browse-reading", { Canned.state($0, modes: $1).pressing("o m / x") }),
    ("browse-problem", { Canned.browsing(Canned.state($0, modes: $1), problem: true) }),
    ("axis", { Canned.state($0, modes: $1).pressing("M-2 x") }),
    ("axis-range", { Canned.state($0, modes: $1).pressing("M-3 y") }),
    (
      "sweep-none",
      { size, modes in Canned.state(size, modes: modes).pressing("M-8") }
    ),
    ("sweep-map", { Canned.swept(Canned.state($0, modes: $1)).pressing("down right") }),
    ("sweep-front", { Canned.swept(Canned.state($0, modes: $1)).pressing("d ] ]") }),
    ("runs", { Canned.remembered(Canned.state($0, modes: $1)) }),
    ("help", { Canned.state($0, modes: $1).pressing("?") }),
    ("details", { Canned.finished(Canned.state($0, modes: $1)).pressing("6 [ enter") }),
    ("error", { Canned.state($0, modes: $1).pressing("3 enter 9 9 9 9 enter") }),
    ("problem", { Canned.state($0, modes: $1).pressing("4 +") }),
    ("train", { Canned.state($0, modes: $1).pressing("T a . t o m l") }),
    ("training", { Canned.training(Canned.state($0, modes: $1), steps: 4200) }),
    (
      "training-focus",
      { Canned.training(Canned.state($0, modes: $1), steps: 4200).pressing("M-6 [ [") }
    ),
    (
      "training-details",
      { Canned.training(Canned.state($0, modes: $1), steps: 4200).pressing("M-6 enter") }
    ),
    (
      "training-saved",
      { size, modes in
        var state = Canned.training(Canned.state(size, modes: modes), steps: 20_000)
        _ = state.reduce(.runReported([.saved(model: "out/digits", step: 20_000), .finished]))
        return state
      }
    ),
    (
      "loading",
      { size, modes in
        var state = Canned.state(size, modes: modes).pressing("r")
        _ = state.reduce(.runReported([.loading(0.42)]))
        return state
      }
    ),
    (
      "pictures",
      { size, modes in
        var plan = Plan.test
        plan.model.name = "digits"
        plan.classes = .each
        let picture = SampleShape.picture(width: 28, height: 28, channels: 1)
        return Canned.finished(Canned.state(size, plan: plan, modes: modes), picture)
      }
    ),
    (
      "pages",
      { size, modes in
        var plan = Plan.test
        plan.model.name = "digits"
        plan.batch = 64
        let picture = SampleShape.picture(width: 28, height: 28, channels: 1)
        return Canned.finished(Canned.state(size, plan: plan, modes: modes), picture)
          .pressing("5 down")
      }
    ),
    (
      "pairs",
      { size, modes in
        var plan = Plan.test
        plan.model.name = "gmm16"
        return Canned.finished(
          Canned.state(size, plan: plan, modes: modes), .point(dimensions: 16)
        ).pressing("5")
      }
    ),
  ]

  @Test(arguments: scenes.indices, [Size(columns: 80, rows: 24), Size(columns: 40, rows: 12)])
  func everyScene(_ index: Int, _ size: Size) {
    let scene = Self.scenes[index]
    for showing in [Showing.mono, .ascii] {
      check(scene.make(size, showing.modes), scene.name, showing)
    }
  }

  @Test(
    arguments: ["axis", "sweep-none", "sweep-map", "sweep-front", "runs"],
    [Size(columns: 120, rows: 40), Size(columns: 200, rows: 55)])
  func lowerPanelsOnLargerScreens(_ name: String, _ size: Size) {
    let scene = Self.scenes.first { $0.name == name }!
    check(scene.make(size, Showing.mono.modes), name, .mono)
  }

  /// What is edited, walked and opened on a large screen.
  @Test(arguments: ["first", "edited", "levels", "details", "pages", "training"])
  func scenesOnALargeScreen(_ name: String) {
    let scene = Self.scenes.first { $0.name == name }!
    check(scene.make(Size(columns: 200, rows: 50), Showing.mono.modes), name, .mono)
  }

  /// A run that another plan goes on with from its eighth step.
  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 40, rows: 12)])
  func aFork(_ size: Size) throws {
    for showing in [Showing.mono, .ascii] {
      let state = Canned.state(size, modes: showing.modes)
      let fork = try CannedRun(state, of: "masked")
        .forked("6 { ] ] ] ] ] ] ] ]", ": s o l v e r space a n c e s t r a l enter 6")
      check(fork, "forked", showing)
      check(fork.pressing("{ ] ] ] ] ] ] ] ]"), "forked-walked", showing)
    }
  }

  /// Every family but the first, halfway and at its end; trainings have scenes of their own.
  @Test(arguments: Canned.families.all.dropFirst().filter { !$0.isSaved }.map(\.name), sizes)
  func everyFamily(_ name: String, _ size: Size) throws {
    for showing in [Showing.mono, .ascii] {
      let state = Canned.state(size, modes: showing.modes)
      let half = try Canned.halfway(state, of: name)
      check(half.state, "\(name)-running", showing)
      check(try half.finished(), "\(name)-finished", showing)
    }
  }

  private func check(_ state: State, _ name: String, _ showing: Showing) {
    let file = "\(name)-\(state.columns)x\(state.rows)-\(showing.rawValue).txt"
    let screen = showing.screen(state)
    if GoldenFiles.isRecording {
      GoldenFiles.write(screen, file)
    } else {
      let stored = GoldenFiles.read(file)
      #expect(
        screen == stored,
        "\(file) differs; QUICKSTEP_RECORD=1 writes it anew. It is now:\n\(screen)")
    }
  }
}
