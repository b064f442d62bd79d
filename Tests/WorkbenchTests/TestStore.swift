import Quickstep
import Runs
import Workbench

/// Presses keys by name and keeps the effects.
struct TestStore {
  var state: State
  private(set) var effects: [Effect] = []

  static let models = [
    ModelItem(name: "ring-8", kind: "mixture", summary: "8 Gaussians", classNames: []),
    ModelItem(name: "moons", kind: "mixture", summary: "half circles", classNames: ["0", "1"]),
    ModelItem(name: "digits", kind: "data 512", summary: "digits"),
  ]

  init(_ plan: Plan = Plan.test) {
    state = State(plan: plan, models: Self.models, themes: ["dark", "light"], theme: "dark")
  }

  /// Keys by name, separated by blanks.
  /// - Returns: the effects of these keys.
  @discardableResult
  mutating func press(_ keys: String) -> [Effect] {
    send(keys.split(separator: " ").map { .keyPressed(Key(name: $0)!) })
  }

  /// Text typed letter by letter.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    send(text.unicodeScalars.map { .keyPressed(.character($0)) })
  }

  @discardableResult
  mutating func send(_ actions: [Action]) -> [Effect] {
    let new = actions.flatMap { state.reduce($0) }
    effects += new
    return new
  }

  /// The run engine's report of a run's start and first steps.
  mutating func report(steps: Int, then last: RunEvent? = nil) {
    let start = Self.start(state.launch?.plan ?? state.plan)
    var events: [RunEvent] = [.started(start)]
    events += (0...steps).map { step in
      .step(
        StepRecord(
          step: step, level: start.grid.levels[step], evaluations: step, stateRMS: 1,
          stateMaximum: 2),
        Snapshot(state: [1, 2], data: step > 0 ? [0.5, 0.5] : nil))
    }
    send([.runReported(events + (last.map { [$0] } ?? []))])
  }

  static func start(_ plan: Plan) -> RunStart {
    let grid = try! plan.makeGrid().grid
    return RunStart(
      plan: plan, shape: .point(dimensions: 2), classNames: [], classes: [anyClass], grid: grid,
      evaluationsPerStep: grid.steps.map { _ in 1 }, samplesKept: 1)
  }
}

extension Plan {
  /// What a test store begins with.
  static let test = Plan(model: Choice("ring-8"))
}
