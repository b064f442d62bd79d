import Experiments
import Files
import Glibc
import Quickstep
import Runs
import Screen
import Studies
import Tokens
import Workbench

/// States with fixed numbers, so that screens can be compared whole.
enum Canned {
  static let models: [ModelCard] = [
    model("ring-8", "8 equal Gaussians, radius 2, s = 0.15", classes: []),
    model("grid-25", "5 x 5 equal Gaussians", classes: []),
    model("moons", "interleaved half circles, one class each", classes: ["0", "1"]),
    model("gmm16", "5 Gaussians in 16 dimensions", classes: nil),
    model(
      "digits", "512 MNIST digits of 28 x 28, 10 classes", kind: "data 512",
      classes: (0..<10).map(String.init)),
  ]

  static func model(
    _ name: String, _ summary: String, kind: String = "mixture", classes: [String]?
  ) -> ModelCard {
    ModelCard(name, kind: kind, summary: summary, labels: classes.map { ["class": $0] })
  }

  static let families = Families([
    SamplingFamily(ModelLibrary(), cards: models), MaskedFamily(text: { speech }), WalkFamily(),
    TrainingFamily(),
  ])

  static func sentence(_ plan: Plan) -> Sentence {
    Sentence(family: families.all[0].name, settings: plan.settings)
  }

  static func state(_ size: Size, plan: Plan = Plan.test, modes: PreviewModes = modes) -> State {
    State(
      families, sentence(plan), themes: ["dark", "light"], theme: "dark", previewModes: modes,
      columns: size.columns, rows: size.rows)
  }

  static let modes = PreviewModes(usable: ["half-block", "braille", "ascii"], automatic: "braille")

  static func record(_ step: Int, of grid: Grid) -> StepRecord {
    let share = Double(step) / Double(grid.steps.count)
    let level = grid.levels[step]
    guard step > 0 else {
      return StepRecord(
        step: 0, level: level, evaluations: 0, stateRMS: 80, stateMaximum: 171.25)
    }
    return StepRecord(
      step: step, level: level, evaluations: step, stateRMS: 1.4 + level.rho,
      stateMaximum: 2.2 + 2 * level.rho, changeRMS: 20 * exp(-5 * share),
      dataRMS: 1 + share / 2, dataChangeRMS: step > 1 ? 0.3 * (1 - share) + 0.001 : nil,
      straightness: step > 1 ? 1 - 0.05 * share : nil, order: step == 1 ? 1 : 2,
      coefficients: [
        .init(name: "x", value: 0.72), .init(name: "D", value: 0.34),
        .init(name: "D₋₁", value: -0.06),
      ])
  }

  /// The record with the time of a step.
  private static func told(_ record: StepRecord, _ outline: RunOutline) -> RunRecord {
    var told = RunRecord(record)
    guard record.step > 0 else { return told }
    told.seconds = 0.0031
    told.amend(outline.index(of: "ms")!, 3.1)
    return told
  }

  /// Points that gather on a ring; their distance to it is the noise level.
  static func snapshot(
    _ step: Int, of grid: Grid, _ shape: SampleShape, batch: Int
  ) -> (data: [Double]?, state: [Double]) {
    switch shape {
    case .point(let dimensions):
      let level = grid.levels[step].rho
      func points(_ spread: Double) -> [Double] {
        (0..<batch).flatMap { sample in
          let angle = Double(sample % 8) * .pi / 4
          let turn = Double(sample) * 2.4
          return (0..<dimensions).map { axis in
            axis % 2 == 0
              ? 2 * cos(angle) + spread * cos(turn) : 2 * sin(angle) + spread * sin(turn)
          }
        }
      }
      return (step > 0 ? points(0.15) : nil, points(level + 0.1))
    case .picture(let width, let height, let channels):
      let pixels = (0..<batch).flatMap { sample in
        (0..<width * height * channels).map { index -> Double in
          let (x, y) = (index / channels % width, index / channels / width)
          let (dx, dy) = (Double(x - width / 2), Double(y - height / 2))
          return (dx * dx + dy * dy).squareRoot() < Double(3 + sample % 8) ? 1 : -1
        }
      }
      return (step > 0 ? pixels : nil, pixels)
    }
  }

  /// The state with a run that has done `steps` steps.
  static func running(
    _ state: State, _ shape: SampleShape = .point(dimensions: 2), steps: Int
  ) -> State {
    var state = state
    _ = state.reduce(.keyPressed(.character("r")))
    let plan = Plan(state.sentence)
    let grid = try! plan.makeGrid().grid
    var outline = RunOutline(
      plan, levels: grid.levels, steps: grid.steps.count, evaluations: grid.steps.count,
      pathObstacle: nil)
    outline.bounds = shape.bounds
    var events: [RunEvent] = [
      .started(RunStart(state.sentence, outline: outline))
    ]
    for step in 0...steps {
      let snapshot = snapshot(step, of: grid, shape, batch: plan.batch)
      func preview(_ values: [Double], at level: Double) -> Preview {
        Preview(
          values, of: shape, field: shape == .point(dimensions: 2) ? ring(at: level) : nil)
      }
      events.append(
        .step(
          told(record(step, of: grid), outline),
          [
            snapshot.data.map { preview($0, at: 0) },
            preview(snapshot.state, at: grid.levels[step].rho),
          ]))
    }
    _ = state.reduce(.runReported(events))
    if case .points(let points) = state.shownPreview.preview, let field = points.field {
      _ = state.reduce(.fieldComputed(FieldImage(field)))
    }
    return state
  }

  /// The state with a run that has ended and been measured.
  static func finished(_ state: State, _ shape: SampleShape = .point(dimensions: 2)) -> State {
    let plan = Plan(state.sentence)
    var state = running(state, shape, steps: plan.steps)
    let scores = metrics.prefix(4).enumerated().map { index, metric in
      Score(
        metric.statistic, better: metric.better, samples: plan.batch,
        samplesNeeded: Metric.samplesNeeded,
        value: Estimate(mean: 0.013 * Double(index * 7 + 1), spread: 0.0034),
        floor: Estimate(mean: 0.02, spread: 0.0051))
    }
    let errors = (0...plan.steps).map { 0.002 + 0.0006 * Double($0 * (12 - $0)) }
    _ = state.reduce(
      .runReported([.finished, .scores(scores), .measured(statistic: "error", errors)]))
    return state
  }

  private static func ring(at level: Double) -> Field {
    Field(of: "ring-8", at: "\(level)", x: -2.6...2.6, y: -2.6...2.6) { points in
      stride(from: 0, to: points.count, by: 2).map { start in
        let (x, y) = (points[start], points[start + 1])
        let distance = (x * x + y * y).squareRoot() - 2
        return exp(-distance * distance * 8)
      }
    }
  }

  /// The state with a folder to choose a model from.
  static func browsing(_ state: State, problem: Bool = false) -> State {
    var state = state.pressing("o m /")
    let folders = [
      ("bad\u{1B}[2J\u{202E}gpj", nil), ("cifar10", "network"), ("old", nil),
      ("letters", "pictures"), (String(repeating: "long-", count: 40), "network"),
    ]
    let files = [("emnist-idx3-ubyte.gz", "IDX"), ("mixtures.json", "JSON"), ("read.me", nil)]
    let entries =
      folders.map { FolderEntry($0.0, isFolder: true, model: $0.1) }
      + (0..<20).map { FolderEntry("run-\($0)", isFolder: true) }
      + files.map { FolderEntry($0.0, isFolder: false, model: $0.1) }
    let listing = FolderListing(
      folder: "m/", place: "/home/me/m", entries: problem ? [] : entries,
      leftOut: problem ? 0 : 70,
      problem: problem ? "m/: this is not a folder. Give the path of a folder." : nil)
    _ = state.reduce(.folderListed(listing))
    return state
  }

  /// The themes that come with the program.
  static func theme(_ name: String) -> Theme {
    let sources = try! ["dark", "light", "mono", "high-contrast", "color-blind-safe"].map {
      let document = try ThemeFile.read(folder + "themes/\($0).toml")
      return ThemeSource(
        name: document.name, inherits: document.inherits, foreground: document.foreground,
        background: document.background, promises: document.promises, palette: document.palette,
        roles: document.roles)
    }
    return try! Theme(named: name, among: sources)
  }

  static let folder = #filePath.components(before: "/Tests/") + "/"
}

extension String {
  /// The part before the last occurrence of `mark`.
  fileprivate func components(before mark: String) -> String {
    var end = endIndex
    while end > startIndex {
      if self[..<end].hasSuffix(mark) { return String(self[..<end].dropLast(mark.count)) }
      end = index(before: end)
    }
    return self
  }
}

extension SampleShape {
  /// Around points on the ring.
  fileprivate var bounds: [ClosedRange<Double>]? {
    switch self {
    case .point(let dimensions): Array(repeating: -2.6...2.6, count: dimensions)
    case .picture: nil
    }
  }
}

extension State {
  /// The state after keys by name, separated by blanks.
  func pressing(_ keys: String) -> State {
    var state = self
    for name in keys.split(separator: " ") { _ = state.reduce(.keyPressed(Key(name: name)!)) }
    return state
  }
}

extension Plan {
  /// What screens show, whatever the program begins with.
  static let test = Plan(model: Choice("ring-8"))
}
