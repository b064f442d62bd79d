import Files
import Glibc
import Quickstep
import Runs
import Screen
import Workbench

/// States with fixed numbers, so that screens can be compared whole.
enum Canned {
  static let models = [
    ModelItem(
      name: "ring-8", kind: "mixture", summary: "8 equal Gaussians, radius 2, s = 0.15",
      classNames: []),
    ModelItem(name: "grid-25", kind: "mixture", summary: "5 x 5 equal Gaussians", classNames: []),
    ModelItem(
      name: "moons", kind: "mixture", summary: "interleaved half circles, one class each",
      classNames: ["0", "1"]),
    ModelItem(name: "gmm16", kind: "mixture", summary: "5 Gaussians in 16 dimensions"),
    ModelItem(
      name: "digits", kind: "data 512", summary: "512 MNIST digits of 28 x 28, 10 classes",
      classNames: (0..<10).map(String.init)),
  ]

  static func state(_ size: Size, plan: Plan = Plan.test, modes: PreviewModes = modes) -> State {
    State(
      plan: plan, models: models, themes: ["dark", "light"], theme: "dark", previewModes: modes,
      columns: size.columns, rows: size.rows)
  }

  static let modes = PreviewModes(usable: ["half-block", "braille", "ascii"], automatic: "braille")

  private static func translation(_ plan: Plan, _ shape: SampleShape) -> SamplingTranslation {
    SamplingTranslation(
      plan: plan, shape: shape, classes: Array(repeating: anyClass, count: plan.batch))
  }

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
      ],
      pathError: nil, seconds: 0.0031)
  }

  /// Points that gather on a ring; their distance to it is the noise level.
  static func snapshot(
    _ step: Int, of grid: Grid, _ shape: SampleShape, batch: Int
  ) -> Snapshot {
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
      return Snapshot(state: points(level + 0.1), data: step > 0 ? points(0.15) : nil)
    case .picture(let width, let height, let channels):
      let pixels = (0..<batch).flatMap { sample in
        (0..<width * height * channels).map { index -> Double in
          let (x, y) = (index / channels % width, index / channels / width)
          let (dx, dy) = (Double(x - width / 2), Double(y - height / 2))
          return (dx * dx + dy * dy).squareRoot() < Double(3 + sample % 8) ? 1 : -1
        }
      }
      return Snapshot(state: pixels, data: step > 0 ? pixels : nil)
    }
  }

  /// The state with a run that has done `steps` steps.
  static func running(
    _ state: State, _ shape: SampleShape = .point(dimensions: 2), steps: Int
  ) -> State {
    var state = state
    _ = state.reduce(.keyPressed(.character("r")))
    let plan = state.plan
    let grid = try! plan.makeGrid().grid
    let translation = translation(plan, shape)
    var events: [RunEvent] = [
      .started(
        translation.start(
          classNames: [], grid: grid, evaluationsPerStep: grid.steps.map { _ in 1 },
          pathObstacle: nil, bounds: shape.bounds))
    ]
    for step in 0...steps {
      let snapshot = snapshot(step, of: grid, shape, batch: plan.batch)
      events.append(
        .step(
          translation.record(record(step, of: grid)),
          translation.preview(snapshot, at: grid.levels[step])))
    }
    _ = state.reduce(.runReported(events))
    if let density = state.shownPreview.batch?.density {
      _ = state.reduce(.densityComputed(ring(density)))
    }
    return state
  }

  /// The state with a run that has ended and been measured.
  static func finished(_ state: State, _ shape: SampleShape = .point(dimensions: 2)) -> State {
    var state = running(state, shape, steps: state.plan.steps)
    let results = metrics.prefix(4).enumerated().map { index, metric in
      MetricResult(
        metric: metric, samples: state.plan.batch,
        value: Estimate(mean: 0.013 * Double(index * 7 + 1), spread: 0.0034),
        floor: Estimate(mean: 0.02, spread: 0.0051))
    }
    let errors = (0...state.plan.steps).map { 0.002 + 0.0006 * Double($0 * (12 - $0)) }
    _ = state.reduce(
      .runReported([.finished, .metrics(results), .measured(statistic: "error", errors)]))
    return state
  }

  private static func ring(_ density: TrueDensity) -> DensityImage {
    DensityImage(density, x: -2.6...2.6, y: -2.6...2.6) { points in
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
