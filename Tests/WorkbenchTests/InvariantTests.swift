import Experiments
import Quickstep
import Runs
import Testing
import Workbench

/// Random numbers that repeat (SplitMix64).
struct Repeatable: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

@Suite struct InvariantTests {
  /// Keys that change or lead somewhere, and some that mean nothing.
  static let keys: [Key] =
    Command.all.flatMap(\.keys).filter { $0 != .control("z") }
    + "0123456789.:abzZ-+/ ".unicodeScalars.map(Key.character)
    + [.enter, .enter, .escape, .backspace, .tab, .function(12), .alt("x"), .control("u")]

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func randomKeysKeepTheState(_ seed: UInt64) {
    var random = Repeatable(state: seed)
    var store = TestStore()
    for count in 0..<2000 {
      let key = Self.keys.randomElement(using: &random)!
      let effects = store.send([.keyPressed(key)])
      for effect in effects { answer(effect, &store) }
      if count % 7 == 0 { advance(&store, &random) }
      check(store.state, after: key)
      if count % 50 == 0 { checkClosing(store) }
      if count % 50 == 25 { checkUndo(store) }
    }
  }

  private func answer(_ effect: Effect, _ store: inout TestStore) {
    switch effect {
    case .start(let sentence, _):
      if sentence.plan != nil { store.report(steps: 0) } else { store.report(sentence) }
    case .inspectModel(let family, let choice) where family != "sample":
      let known = store.state.families[family]?.cards.first { $0.name == choice.name }
      let action: Action =
        known.map { .modelInspected(family: family, $0.labelled) }
        ?? .modelRefused(family: family, name: choice.name, reason: "There is no such model.")
      for effect in store.send([action]) { answer(effect, &store) }
    case .inspectModel(_, let choice):
      let known = TestStore.models.first { $0.name == choice.name }
      let action: Action =
        known.map { card in
          .modelInspected(.test(card.name, card.kind, classes: ["0", "1", "2"]))
        } ?? .modelRefused(name: choice.name, reason: "There is no such model.")
      for effect in store.send([action]) { answer(effect, &store) }
    case .save(let choices): store.send([.choicesSaved(choices)])
    default: break
    }
  }

  private func advance(_ store: inout TestStore, _ random: inout Repeatable) {
    guard let run = store.state.run, store.state.isRunActive else { return }
    let step = run.records.count
    guard let plan = run.plan, step <= run.outline.steps! else {
      store.send([.runReported([.finished, .measured(statistic: "error", [0, 0.1])])])
      return
    }
    store.send([
      .runReported([TestStore.step(step, of: plan, data: [1, .nan])]),
      .resized(
        columns: Int.random(in: 0...200, using: &random),
        rows: Int.random(in: 0...60, using: &random)),
    ])
  }

  private func check(_ state: State, after key: Key) {
    #expect(state.openPanel.isSetting)
    if let cursor = state.cursor { #expect(state.rows(of: state.focus).all.contains(cursor)) }
    for word in state.family.words {
      let setting = state.sentence[word.key]
      #expect(
        setting.flatMap { try? word.parse(word.text($0)) } != nil,
        "\(word.key) after \(key.name)")
    }
    if let run = state.run {
      #expect(run.records.count == run.previews.count)
      #expect(run.records.isEmpty || run.records.indices.contains(run.position))
    }
    if case .filter = state.open {
      #expect([.model, .solver, .history].contains(state.focus))
    }
    #expect(
      state.forecast.problem != nil || state.sentence.plan == nil
        || state.forecast.outline.foreseenRows == state.levelSigmas.count)
  }

  /// Esc closes one thing after the other, and the person stays where they are.
  private func checkClosing(_ store: TestStore) {
    var copy = store
    var left = [openThings(copy.state)]
    while left.last! > 0, left.count < 9 {
      copy.press("esc")
      left.append(openThings(copy.state))
      let (before, after) = (store.state, copy.state)
      #expect(after.focus == before.focus && after.isZoomed == before.isZoomed)
      #expect(after.run?.walkedTo == before.run?.walkedTo)
      #expect(Panel.settings.allSatisfy { isSame(after.cursor(in: $0), before.cursor(in: $0)) })
      #expect(after.sentence == before.sentence && after.previewPage == before.previewPage)
      #expect(after.theme == before.theme && after.history.past == before.history.past)
    }
    #expect(zip(left, left.dropFirst()).allSatisfy { $0 - 1 == $1 })
    #expect(openThings(copy.state) == 0)
  }

  /// A filter leaves out the line of the cursor, which is there again without it.
  private func isSame(_ after: Row?, _ before: Row?) -> Bool { before == nil || after == before }

  private func openThings(_ state: State) -> Int {
    (state.message?.kind == .error ? 1 : 0) + (state.open == nil ? 0 : 1)
      + (state.panelAbove == nil ? 0 : 1)
  }

  /// Undoing everything and redoing it gives the same plan.
  private func checkUndo(_ store: TestStore) {
    var copy = store
    copy.press("esc esc esc")
    let sentence = copy.state.sentence
    let count = copy.state.history.past.count
    for _ in 0..<count { copy.press("u") }
    #expect(copy.state.history.past.isEmpty)
    let first = copy.state.sentence
    for _ in 0..<count { copy.press("C-r") }
    #expect(copy.state.sentence == sentence)
    for _ in 0..<count { copy.press("u") }
    #expect(copy.state.sentence == first)
  }

  @Test func infosGoWithTheNextKeyOrTheirTime() {
    var store = TestStore()
    let effects = store.press("p")
    let number = store.state.message!.number
    #expect(effects == [.wake(.message(number), afterSeconds: Message.seconds)])
    store.send([.timePassed(.message(number - 1))])
    #expect(store.state.message != nil)
    store.send([.timePassed(.message(number))])
    #expect(store.state.message == nil)
    store.press("p down")
    #expect(store.state.message == nil)
  }

  @Test func errorsStayUntilDismissed() {
    var store = TestStore()
    store.send([.modelRefused(name: "x", reason: "There is no such file.")])
    store.press("down up tab")
    store.send([.timePassed(.message(store.state.message!.number))])
    #expect(store.state.message?.kind == .error)
    store.press("esc")
    #expect(store.state.message == nil)
  }
}

extension ModelCard {
  /// The same, as if somebody had looked at it.
  fileprivate var labelled: ModelCard {
    var card = self
    card.labels = [:]
    return card
  }
}

extension TestStore {
  /// The run engine's report of the start of a run of any family.
  fileprivate mutating func report(_ sentence: Sentence) {
    let outline = state.families[sentence].forecast(sentence, state.card).outline
    let record = RunRecord(step: 0, values: outline.statistics.map { _ in nil }, spent: 0)
    send([.runReported([.started(RunStart(sentence, outline: outline)), .step(record, nil)])])
  }
}
