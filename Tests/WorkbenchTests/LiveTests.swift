import Quickstep
import Runs
import Testing
import Workbench

/// Live mode: changes run by themselves after a moment.
@Suite struct LiveTests {
  /// Runs that begin, and what is to be done later.
  private func done(_ effects: [Effect]) -> [Effect] {
    effects.filter { effect in
      switch effect {
      case .start, .wake(.change, _): true
      default: false
      }
    }
  }

  private func later(_ change: Int) -> Effect {
    .wake(.change(change), afterSeconds: LiveMode.delay)
  }

  @Test func theNewestChangeRuns() {
    var store = TestStore()
    #expect(done(store.press("L")) == [later(1)])
    #expect(done(store.press("3 + +")) == [later(2), later(3)])
    #expect(done(store.send([.timePassed(.change(1)), .timePassed(.change(2))])).isEmpty)
    var plan = Plan.test
    plan.steps = 12
    #expect(done(store.send([.timePassed(.change(3))])) == [.start(.sample(plan), .running)])
    // What is on its way already is not asked for again.
    #expect(done(store.send([.timePassed(.change(3))])).isEmpty)
    store.report(steps: 12, then: .finished)
    #expect(store.state.runNote == "live")
    #expect(done(store.press("u")) == [later(4)])
    plan.steps = 10
    #expect(done(store.send([.timePassed(.change(4))])) == [.start(.sample(plan), .running)])
    #expect(done(store.press("L")).isEmpty)
    #expect(done(store.press("3 +")).isEmpty)
    #expect(store.state.runNote == "old plan")
  }

  @Test func nothingRunsWhereNothingChangedOrThePlanCannot() {
    var store = TestStore()
    store.press("r")
    store.report(steps: 10, then: .finished)
    #expect(done(store.press("L")).isEmpty)
    #expect(done(store.press("d ] [ z z")).isEmpty)
    store.press("3 +")
    store.press("u")
    #expect(done(store.send([.timePassed(.change(2))])).isEmpty)
  }

  @Test func whatTakesLongEndsIt() {
    var store = TestStore()
    store.press("L")
    store.send([.timePassed(.change(1))])
    var plan = Plan.test
    store.send([
      .runReported(
        [.started(TestStore.start(plan))] + (0...9).map { TestStore.step($0, of: plan) })
    ])
    guard case .step(var record, _) = TestStore.step(10, of: plan) else { return }
    record.seconds = 0.7
    store.send([.runReported([.step(record, nil)])])
    #expect(store.state.live.isOn)
    // At that speed twenty steps take longer than a second.
    store.press("3")
    store.press(Array(repeating: "+", count: 10).joined(separator: " "))
    plan.steps = 20
    #expect(done(store.send([.timePassed(.change(11))])).isEmpty)
    #expect(!store.state.live.isOn)
    #expect(store.state.message?.text.hasPrefix("Live mode is off: this run would take") == true)
  }

  @Test func aRunThatTurnsOutLongEndsIt() {
    var store = TestStore()
    store.press("L")
    store.send([.timePassed(.change(1))])
    store.report(steps: 3)
    guard case .step(var record, _) = TestStore.step(4, of: Plan.test) else { return }
    record.seconds = 1.5
    store.send([.runReported([.step(record, nil)])])
    #expect(!store.state.live.isOn)
    #expect(
      store.state.message?.text == "Live mode is off: this run takes longer than a second.")
  }
}
