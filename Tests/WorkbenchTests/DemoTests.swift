import Testing
import Workbench

@Suite struct DemoTests {
  private let text = """
    # a tour
    title Steps
    say Ten steps.
    do steps 10
    say Three fewer.
    keys 3 - - -
    check error < 1
    """

  private func playing() throws -> TestStore {
    var store = TestStore()
    store.send([.demoChosen(try DemoScript(name: "steps", text, scratch: "/tmp"))])
    return store
  }

  /// Lets the time that the tour asks for pass, so many times.
  private func pass(_ times: Int, _ store: inout TestStore, from first: Int = 1) {
    for alarm in first..<first + times { store.send([.timePassed(.demo(alarm))]) }
  }

  @Test func keysArePressedAndCaptionsShown() throws {
    var store = try playing()
    #expect(store.state.rows == 24 - 4)
    pass(1, &store)
    #expect(store.state.demo?.caption == "Ten steps.")
    pass(10, &store, from: 2)
    #expect(store.state.plan.steps == 10)
    pass(30, &store, from: 12)
    #expect(store.state.plan.steps == 7)
    #expect(store.state.demo?.status == .ended)
    #expect(store.state.demo?.failed.map(\.left) == ["error"])
    // The key that closes it does what it does.
    store.press("+")
    #expect(store.state.demo == nil && store.state.rows == 24 && store.state.plan.steps == 8)
  }

  @Test func aKeyTakesOverAndEscapeGoesOnWhereItWas() throws {
    var store = try playing()
    pass(11, &store)
    store.press("3 + + + +")
    #expect(store.state.demo?.status == .handedOver)
    #expect(store.state.plan.steps == 14)
    pass(3, &store, from: 12)
    #expect(store.state.plan.steps == 14)
    store.press("esc")
    #expect(store.state.demo?.status == .playing)
    #expect(store.state.plan.steps == 10)
    pass(30, &store, from: 13)
    #expect(store.state.plan.steps == 7)
  }

  @Test func whatIsPastedOrPointedAtTakesOverAsWell() throws {
    for action in [Action.pasted("--steps 4"), .pointed(.pressed, .panel(.solver))] {
      var store = try playing()
      pass(1, &store)
      store.send([action])
      #expect(store.state.demo?.status == .handedOver)
    }
  }

  @Test(arguments: [
    ("say nothing before a title", 1), ("title A\nsing", 2), ("title A\nkeys", 2),
    ("title A\nkeys no-such-key", 2), ("title A\npause 1e9", 2), ("title A\n\ncheck a ? b", 3),
    ("title A\ncheck a < b * c", 2), ("title A\ntitle B", 2), ("title A\nkeep a", 2),
    ("title A\nsay \u{1b}]0;x\u{7}\nwait for it", 3),
  ])
  func whatSaysNothingIsNamedByItsLine(text: String, line: Int) {
    #expect {
      try DemoScript(name: "bad", text, scratch: "")
    } throws: { error in
      if case .line(line, _) = error as? DemoError { true } else { (error as? DemoError) == .empty }
    }
  }
}
