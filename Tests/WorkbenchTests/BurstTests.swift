import Experiments
import Quickstep
import Runs
import Testing
import Workbench

/// Held and pasted keys make the plan that slow ones make.
@Suite struct BurstTests {
  /// Models that are not known at first, and what is found out when somebody asks.
  private static let answers: [String: Action] = [
    "a-net": .modelInspected(
      .test(
        "a-net", "network", classes: ["x", "y"],
        defaults: ["schedule": "flow", "grid": "trailing", "steps": "3"])),
    "b-net": .modelInspected(
      .test(
        "b-net", "network", classes: [],
        defaults: ["schedule": "linear", "solver": "ddpm", "class": "any"])),
    "broken": .modelRefused(name: "broken", reason: "It cannot be read."),
    "digits": .modelInspected(.test("digits", "data 512", classes: ["0", "1"])),
  ]

  /// What moves between models and changes what their defaults change as well.
  private static let keys: [Key] =
    InvariantTests.keys.filter { $0 != .character("q") && $0 != .control("c") }
    + "jjjjjjkkkkkk+++++---334422111hluuue:r".unicodeScalars.map(Key.character)
    + [.down, .down, .up, .up, .enter, .escape, .escape, .escape]

  private func state() -> State {
    let names = ["a-net", "ring-8", "b-net", "broken", "digits"]
    let models = names.map { name in
      TestStore.models.first { $0.name == name && $0.isKnown }
        ?? .test(name, "file")
    }
    // Wide enough for lists that are open without being asked for.
    return State(plan: .test, models: models, columns: 160, rows: 45)
  }

  /// The answers to what was asked, in its order.
  private func answers(_ effects: [Effect]) -> [Action] {
    effects.compactMap { effect in
      guard case .inspectModel(let family, let choice) = effect else { return nil }
      let known = family == SamplingFamily.declaration.name ? Self.answers[choice.name] : nil
      return known
        ?? .modelRefused(family: family, name: choice.name, reason: "There is no such model.")
    }
  }

  private func line(_ sentence: Sentence) -> String { Plan(sentence).runLine }

  /// Everything but when it was learnt.
  private func summary(_ state: State) -> [String] {
    [
      line(state.sentence), "\(state.focus)", "\(state.cursor as Any)",
      "\(state.open as Any)", "\(state.history.past.map(line))",
      "\(state.history.future.map(line))", "\(state.modelList.map(\.name))",
      "\(state.launch.map { line($0.sentence) } as Any)",
    ]
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>) func aBurstIsAsGoodAsSlowKeys(_ seed: UInt64) {
    var random = Repeatable(state: seed)
    let script = (0..<60).map { _ in Self.keys.randomElement(using: &random)! }

    var slow = state()
    var started: [Effect] = []
    func answerAll(_ effects: [Effect], _ state: inout State) -> [Effect] {
      var waiting = answers(effects)
      var told: [Effect] = []
      while !waiting.isEmpty {
        let new = state.reduce(waiting.removeFirst())
        told += new
        waiting += answers(new)
      }
      return told
    }
    for key in script {
      let effects = slow.reduce(.keyPressed(key))
      started += effects + answerAll(effects, &slow)
    }

    for size in [script.count, 7] {
      var burst = state()
      var asked: [Effect] = []
      for first in stride(from: 0, to: script.count, by: size) {
        let keys = script[first..<min(first + size, script.count)]
        asked += burst.reduce(keys.map(Action.keyPressed))
      }
      // They come late, and between keys that had to be pressed before them.
      let late = answerAll(asked, &burst)
      #expect(summary(burst) == summary(slow), "\(script.map(\.name).joined(separator: " "))")
      #expect(lastStart(asked + late) == lastStart(started))
      #expect(burst.question == nil)
    }
  }

  private func lastStart(_ effects: [Effect]) -> Effect? {
    effects.last { if case .start = $0 { true } else { false } }
  }

  /// The defaults of models that pass by do not stay.
  @Test func modelsThatPassByLeaveNothing() {
    var state = state()
    let asked = state.reduce("kjjjkkjjk".unicodeScalars.map { .keyPressed(.character($0)) })
    for answer in answers(asked) { _ = state.reduce(answer) }
    #expect(state.plan.model.name == "b-net")
    #expect(
      line(state.sentence) == "quickstep:1 --model b-net --schedule linear --solver ddpm")
  }

  @Test func aRunWaitsForTheWordsOfItsModel() {
    var state = state()
    let effects = state.reduce([.keyPressed(.up), .keyPressed(.character("r"))])
    #expect(effects.contains(.inspectModel(Choice("a-net"))))
    #expect(lastStart(effects) == nil)
    #expect(state.isRunActive)
    let late = state.reduce(Self.answers["a-net"]!)
    var plan = Plan.test
    plan.model = Choice("a-net")
    plan.schedule = Choice("flow")
    plan.grid = Choice("trailing")
    plan.steps = 3
    #expect(lastStart(late) == .start(.sample(plan), .running))
  }

  @Test func aRunThatIsReplacedInTheSameMomentIsNotAskedFor() {
    var state = state()
    let keys = Array(repeating: Action.keyPressed(.character("r")), count: 1000)
    let effects = state.reduce(keys + [.keyPressed(.character("c"))])
    #expect(effects == [.start(.sample(Plan.test), .running), .cancel])
  }

  /// Plans that nobody looks at are not foreseen, whatever is held.
  @Test(arguments: ["e", "1 j k", "3 + -", "4 + + - -", "z x"])
  func heldKeysForeseeNothing(keys: String) {
    var state = state()
    let held = keys.split(separator: " ").map { Action.keyPressed(Key(name: $0)!) }
    for _ in 0..<500 {
      _ = state.reduce(held)
      #expect(!state.isForeseen)
    }
    #expect(state.forecast.outline.steps != nil)
    #expect(state.isForeseen)
  }
}
