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
    let plan = state.launch?.request.plan ?? state.plan
    var events: [RunEvent] = [.started(Self.start(plan))]
    events += (0...steps).map { Self.step($0, of: plan) }
    send([.runReported(events + (last.map { [$0] } ?? []))])
  }

  static func start(_ plan: Plan) -> RunStart {
    let grid = try! plan.makeGrid().grid
    return translation(plan).start(
      classNames: [], grid: grid, evaluationsPerStep: grid.steps.map { _ in 1 },
      pathObstacle: nil, bounds: nil)
  }

  static func step(_ step: Int, of plan: Plan, data: [Double] = [0.5, 0.5]) -> RunEvent {
    let level = try! plan.makeGrid().grid.levels[step]
    let record = StepRecord(
      step: step, level: level, evaluations: step, stateRMS: 1, stateMaximum: 2)
    let snapshot = Snapshot(state: [1, 2], data: step > 0 ? data : nil)
    return .step(
      translation(plan).record(record), translation(plan).preview(snapshot, at: level))
  }

  private static func translation(_ plan: Plan) -> SamplingTranslation {
    SamplingTranslation(plan: plan, shape: .point(dimensions: 2), classes: [anyClass])
  }
}

extension Plan {
  /// What a test store begins with.
  static let test = Plan(model: Choice("ring-8"))
}
