import Experiments
import Quickstep
import Runs
import Workbench

/// Presses keys by name and keeps the effects.
struct TestStore {
  var state: State
  private(set) var effects: [Effect] = []

  static let models: [ModelCard] = [
    .test("ring-8", summary: "8 Gaussians", classes: []),
    .test("moons", summary: "half circles", classes: ["0", "1"]),
    .test("digits", "data 512", summary: "digits"),
  ]

  init(_ plan: Plan = Plan.test) {
    state = State(plan: plan, models: Self.models)
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
    let plan = state.launch?.sentence.plan ?? state.plan
    var events: [RunEvent] = [.started(Self.start(plan))]
    events += (0...steps).map { Self.step($0, of: plan) }
    send([.runReported(events + (last.map { [$0] } ?? []))])
  }

  static func start(_ plan: Plan) -> RunStart {
    let levels = try! plan.makeGrid().grid.levels
    return RunStart(
      .sample(plan),
      outline: RunOutline(
        plan, levels: levels, steps: levels.count - 1, evaluations: levels.count - 1,
        pathObstacle: nil))
  }

  static func step(_ step: Int, of plan: Plan, data: [Double] = [0.5, 0.5]) -> RunEvent {
    let level = try! plan.makeGrid().grid.levels[step]
    let record = StepRecord(
      step: step, level: level, evaluations: step, stateRMS: 1, stateMaximum: 2)
    func points(_ values: [Double], at level: Double) -> Preview {
      .points(Points(values, dimensions: 2, field: field(of: plan.model.name, at: level)))
    }
    let kinds = start(plan).outline.previews
    return .step(
      RunRecord(record),
      [step > 0 ? points(data, at: 0) : nil, points([1, 2], at: level.rho)]
        + kinds.dropFirst(2).map { _ in nil })
  }

  static func field(of model: String, at level: Double) -> Field {
    Field(of: model, at: "\(level)", x: -2...2, y: -1...1) { points in
      points.enumerated().compactMap { $0.offset % 2 == 0 ? $0.element : nil }
    }
  }
}

extension Plan {
  /// What a test store begins with.
  static let test = Plan(model: Choice("ring-8"))
}
