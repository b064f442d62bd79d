import Quickstep
import Runs
import Testing
import Workbench

@Suite struct RunTests {
  @Test func chooseMoreStepsAndRun() {
    var store = TestStore()
    store.press("1 j")
    #expect(store.state.plan.model.name == "moons")
    store.press("3 + +")
    #expect(store.state.plan.steps == 12)
    var plan = Plan.test
    plan.model.name = "moons"
    plan.steps = 12
    #expect(store.press("r") == [.start(.sample(plan), .running)])
    #expect(store.state.isRunActive)
  }

  @Test func aRunIsOnePressAway() {
    var store = TestStore()
    #expect(store.press("r") == [.start(.sample(Plan.test), .running)])
  }

  @Test func pauseStepAndCancelLikeADebugger() {
    var store = TestStore()
    #expect(store.press("n") == [.start(.sample(Plan.test), .oneStep)])
    store.report(steps: 0, then: .paused)
    #expect(store.state.run?.status == .paused)
    #expect(store.press("n") == [.stepOnce])
    #expect(store.press("space") == [.resume])
    store.send([.runReported([.resumed])])
    #expect(store.press("space") == [.pause])
    #expect(store.press("c") == [.cancel])
    store.send([.runReported([.cancelled])])
    #expect(store.state.run?.status == .cancelled)
    #expect(!store.state.isRunActive)
    #expect(store.press("n") == [.start(.sample(Plan.test), .oneStep)])
  }

  @Test func theRunBeforeStaysUntilTheNewOneHasAState() {
    var store = TestStore()
    store.press("r")
    store.report(steps: 10, then: .finished)
    store.press("3 + r")
    #expect(store.state.run?.plan?.steps == 10)
    store.send([.runReported([.started(TestStore.start(store.state.plan))])])
    #expect(store.state.run?.records.count == 11)
    store.report(steps: 0)
    #expect(store.state.run?.plan?.steps == 11)
    #expect(store.state.run?.records.count == 1)
  }

  @Test func aFailureBeforeTheFirstStateKeepsTheRunBefore() {
    var store = TestStore()
    store.press("r")
    store.report(steps: 10, then: .finished)
    store.press("r")
    store.send([.runReported([.failed("There is no such file.\u{1B}[2J")])])
    #expect(store.state.run?.status == .finished)
    #expect(store.state.message?.kind == .error)
    #expect(store.state.message?.text == "There is no such file.\\e[2J")
    #expect(!store.state.isRunActive)
  }

  @Test func walkingShowsEarlierStepsAndComesBackToTheNewest() {
    var store = TestStore()
    store.press("r")
    store.report(steps: 4)
    #expect(store.state.run?.position == 4)
    store.press("[ [")
    #expect(store.state.run?.record?.step == 2)
    store.send([.runReported([step(5)])])
    #expect(store.state.run?.record?.step == 2)
    store.press("{ [")
    #expect(store.state.run?.position == 0)
    store.press("] ] ] ] ]")
    #expect(store.state.run?.walkedTo == nil)
    store.send([.runReported([step(6)])])
    #expect(store.state.run?.record?.step == 6)
    store.press("6 home")
    #expect(store.state.run?.position == 0)
    store.press("end")
    #expect(store.state.run?.walkedTo == nil)
  }

  @Test func cursorKeysWalkInTheTrajectory() {
    var store = TestStore()
    store.press("r")
    store.report(steps: 4)
    store.press("6 k k h")
    #expect(store.state.run?.position == 1)
    store.press("j l")
    #expect(store.state.run?.position == 3)
  }

  @Test func pathErrorsGoIntoTheRecords() {
    var store = TestStore()
    store.press("r")
    store.report(steps: 2)
    store.send([.runReported([.measured(statistic: "error", [0, 0.1, nil, 0.3])])])
    let run = store.state.run!
    let place = run.outline.statistics.firstIndex { $0.name == "error" }!
    #expect(run.records.map { $0.values[place] } == [0, 0.1, nil])
    store.send([.runReported([.unmeasurable(statistic: "error", reason: "It draws noise.")])])
    #expect(store.state.run?.obstacles == ["error": "It draws noise."])
  }

  @Test func changingThePlanKeepsTheRun() {
    var store = TestStore()
    store.press("r")
    store.report(steps: 10, then: .finished)
    #expect(!store.state.isEdited)
    store.press("3 -")
    #expect(store.state.isEdited)
    #expect(store.state.run?.records.count == 11)
    store.press("u")
    #expect(!store.state.isEdited)
  }

  @Test func aPlanWithAProblemDoesNotStart() {
    var store = TestStore()
    store.press("4 +")
    #expect(store.state.plan.guidance.name == "cfg")
    let effects = store.press("r")
    #expect(!effects.contains { if case .start = $0 { true } else { false } })
    #expect(store.state.message?.text.hasPrefix("run: ") == true)
  }

  @Test func theDensityIsAskedForOnce() {
    var store = TestStore()
    store.press("r")
    store.report(steps: 2)
    let asked = store.effects.compactMap { effect -> Field? in
      if case .computeField(let field) = effect { field } else { nil }
    }
    #expect(asked.count == 1)
    #expect(asked.first?.moment == "0.0")
    store.press("down up")
    #expect(store.state.field == nil)
    store.send([.fieldComputed(FieldImage(asked[0]))])
    #expect(store.state.field?.field == asked[0])
    #expect(store.press("[ ]").isEmpty || store.state.run?.previewPosition != nil)
  }

  private func step(_ index: Int) -> RunEvent {
    TestStore.step(index, of: Plan.test)
  }
}
