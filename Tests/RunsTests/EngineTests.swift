import Experiments
import Quickstep
import Runs
import Synchronization
import Testing

@Suite struct EngineTests {
  let plan = Plan(model: Choice("ring-8"), steps: 4, batch: 8)

  @Test func aRunTellsItsEventsInOrder() throws {
    let watched = WatchedEngine()
    watched.engine.start(.sample(plan))
    let told = watched.events(until: { told in
      told.contains("scores") && told.contains { $0.hasPrefix("redrawn") }
    })
    #expect(
      told.map(\.brief).prefix(7) == [
        "started", "step 0", "step 1", "step 2", "step 3", "step 4", "finished",
      ])
    #expect(told.count == 10)
    let records = told.compactMap { event in
      if case .step(let record, _) = event { record } else { nil }
    }
    #expect(records.map(\.spent) == [0, 1, 2, 3, 4])
    #expect(records[0].seconds == nil && records[1...].allSatisfy { $0.seconds! >= 0 })
    for event in told {
      guard case .measured("error", let errors) = event else { continue }
      #expect(errors[0] == 0)
      #expect(errors.allSatisfy { $0.map(\.isFinite) == true })
    }
  }

  @Test func aPausedRunGoesOnByStepsOrToItsEnd() {
    let watched = WatchedEngine()
    watched.engine.start(.sample(plan), pace: .stepping(0))
    #expect(watched.briefs(until: "paused") == ["started", "step 0", "paused"])
    watched.engine.stepOnce()
    #expect(watched.briefs(until: "paused", ignoring: "error") == ["resumed", "step 1", "paused"])
    watched.engine.pause()
    watched.engine.stepOnce()
    #expect(watched.briefs(until: "paused", ignoring: "error") == ["resumed", "step 2", "paused"])
    watched.engine.resume()
    #expect(
      watched.briefs(until: "finished", ignoring: "error")
        == ["resumed", "step 3", "step 4", "finished"])
  }

  @Test func pausingWaitsBetweenSteps() {
    let watched = WatchedEngine()
    watched.onWake { engine in engine.pause() }
    watched.engine.start(.sample(plan))
    #expect(watched.briefs(until: "paused") == ["started", "step 0", "paused"])
    watched.engine.cancel()
    #expect(watched.briefs(until: "cancelled", ignoring: "error") == ["cancelled"])
  }

  @Test func cancellingEndsARunBeforeItsNextStep() {
    let watched = WatchedEngine()
    var long = plan
    long.steps = 1000
    // Called by the thread that samples, at its first event.
    watched.onWake { engine in engine.cancel() }
    watched.engine.start(.sample(long))
    #expect(watched.briefs(until: "cancelled") == ["started", "step 0", "cancelled"])
  }

  @Test func aCancelledRunKeepsWhatExists() {
    let watched = WatchedEngine()
    watched.engine.start(.sample(plan), pace: .stepping(2))
    #expect(
      watched.briefs(until: "paused") == ["started", "step 0", "step 1", "step 2", "paused"])
    watched.engine.cancel()
    watched.engine.resume()
    #expect(watched.briefs(until: "cancelled", ignoring: "error") == ["cancelled"])
  }

  @Test func whatAReplacedRunTellsIsDropped() {
    let watched = WatchedEngine()
    watched.engine.start(.sample(plan), pace: .stepping(0))
    _ = watched.briefs(until: "paused")
    var other = plan
    other.steps = 2
    watched.engine.start(.sample(other))
    #expect(
      watched.briefs(until: "finished") == ["started", "step 0", "step 1", "step 2", "finished"])
  }

  /// However many are asked for, one thread is made, and it performs the last.
  @Test func aRunThatIsReplacedBeforeItBeginsNeverBegins() {
    let threads = Mutex<[@Sendable () -> Void]>([])
    let engine = RunEngine(
      families: .test, threads: 1, spawn: { work in threads.withLock { $0.append(work) } },
      wake: {})
    var plan = plan
    for steps in 1...1000 {
      plan.steps = steps
      engine.start(.sample(plan))
    }
    plan.steps = 2
    engine.start(.sample(plan))
    let works = threads.withLock { $0 }
    #expect(works.count == 1)
    works[0]()
    #expect(
      engine.takeEvents().map(\.brief).prefix(5)
        == ["started", "step 0", "step 1", "step 2", "finished"])
  }

  @Test func aRunThatIsCancelledBeforeItBeginsSaysSo() {
    let threads = Mutex<[@Sendable () -> Void]>([])
    let engine = RunEngine(
      families: .test, threads: 1, spawn: { work in threads.withLock { $0.append(work) } },
      wake: {})
    engine.start(TrainingFamily().standard)
    engine.cancel()
    threads.withLock { $0 }[0]()
    #expect(engine.takeEvents().map(\.brief) == ["cancelled"])
    engine.close()
  }

  @Test func aRunThatDrawsNoiseHasNoPath() throws {
    let watched = WatchedEngine()
    var noisy = plan
    noisy.solver = try solvers.choice("euler-ancestral")
    watched.engine.start(.sample(noisy))
    let told = watched.events(until: { told in told.contains { $0.hasPrefix("no error") } })
    #expect(told.map(\.brief).contains("no error, one line"))
  }

  @Test func whatCannotRunFailsWithOneSentence() throws {
    var wrong = [plan, plan, plan]
    wrong[0].model = Choice("/nowhere/at/all.json")
    wrong[1].classes = .one("nobody")
    wrong[2].steps = 0
    for plan in wrong {
      let watched = WatchedEngine()
      watched.engine.start(.sample(plan))
      #expect(watched.briefs(until: "failed, one line") == ["failed, one line"])
    }
  }

  @Test func samplesDoNotDependOnTheThreads() throws {
    for model in ["ring-8", "digits"] {
      var plan = plan
      plan.model = Choice(model)
      plan.batch = 40
      let samples = [1, 2].map { WatchedEngine(threads: $0).samples(plan) }
      #expect(samples[0].count >= 80)
      #expect(samples[0].map(\.bitPattern) == samples[1].map(\.bitPattern))
    }
  }
}
