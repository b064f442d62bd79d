import Experiments
import Files
import Quickstep
import Runs
import Synchronization
import Tensors
import Testing
import Workbench

struct SweepTests {
  /// Does what sweeps ask for, on this thread.
  private struct Bench {
    var state: State
    let runner: SweepRunner

    init(_ plan: Plan = Plan(model: Choice("ring-8"), batch: 32), folder: String? = nil) {
      let families = Families([SamplingFamily(ModelLibrary())])
      state = State(
        families, families.all[0].standard.with(plan), themes: ["dark"], theme: "dark",
        columns: 120, rows: 40)
      runner = SweepRunner(families, threads: 2, folder: folder)
    }

    mutating func press(_ keys: String) {
      for name in keys.split(separator: " ") {
        var effects = state.reduce(.keyPressed(Key(name: String(name))!))
        while !effects.isEmpty { effects = perform(effects.removeFirst()) + effects }
      }
    }

    mutating func type(_ text: String) {
      for scalar in text.unicodeScalars { _ = state.reduce(.keyPressed(.character(scalar))) }
    }

    private mutating func perform(_ effect: Effect) -> [Effect] {
      switch effect {
      case .weigh(let sweep):
        do {
          let weight = try SweepWeight(sweep, by: runner, Kernels(pool: ThreadPool(threads: 1)))
          return state.reduce(.sweepWeighed(sweep, weight))
        } catch {
          return state.reduce(.sweepRefused(sweep, reason: "\(error)"))
        }
      case .sweep(let sweep, let scope):
        let events = Mutex([SweepEvent]())
        runner.perform(sweep, scope, RunGate()) { event in events.withLock { $0.append(event) } }
        return state.reduce(.runReported(events.withLock { $0 }.map { .sweep($0) }))
      default: return []
      }
    }
  }

  @Test func atMostEightKeysLeadToTheSentence() throws {
    let script = try String(
      decoding: ByteSource(contentsOf: "examples/keys/sweep.txt").bytes, as: UTF8.self)
    let keys = script.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(keys.count <= 8)
    var bench = Bench()
    for key in keys { bench.press(String(key)) }
    let results = try #require(bench.state.sweep.results)
    #expect(bench.state.sweep.status == .finished)
    #expect(results.plan.sweep.axes.map(\.name) == ["steps", "solver"])
    #expect(results.cellsDone == results.plan.sentences.count)
    let standing = try #require(bench.state.sweep.standing)
    #expect(
      standing.sentence(bench.state.family)?.hasPrefix(
        "fewest evaluations within 5 % of the best: ") == true)
  }

  @Test func cellsAreWalkedOpenedAndSpentOn() throws {
    var bench = Bench()
    bench.press("2 x C-u")
    bench.type("euler,heun")
    bench.press("enter 3 y C-u")
    bench.type("2..6:2")
    bench.press("enter s s")
    #expect(bench.state.sweep.results?.plan.sentences.count == 6)
    bench.press("j l")
    #expect(bench.state.sweep.cursor == 3)
    bench.press("[")
    #expect(bench.state.sweep.standing?.front[bench.state.sweep.cursor] != .off)
    bench.press("m")
    #expect(bench.state.sweep.measure?.name == bench.state.sweep.measures[1].name)
    let plan = try #require(bench.state.sweep.plan)
    bench.press("enter")
    #expect(bench.state.sentence == plan.sentences[bench.state.sweep.cursor])
    bench.press("u")
    #expect(bench.state.sentence == plan.sweep.base)
    bench.press("8")
    #expect(bench.state.lowerPanel == nil)
  }

  @Test func aValueJoinsAnAxisRowByRow() throws {
    var bench = Bench()
    bench.press("2 x C-u")
    bench.type("euler,heun")
    bench.press("enter 3 M-x")
    guard case .axis(let draft) = bench.state.open else {
      Issue.record("nothing to join")
      return
    }
    #expect(draft.title == "solver@\(draft.name)")
    bench.type("4")
    bench.press("enter")
    #expect(bench.state.message?.kind == .error)
    bench.press("esc")
    bench.type(",8")
    bench.press("enter")
    let typed = try AxisGrammar.axis("solver@\(draft.name)=euler@4,heun@8")
    #expect(bench.state.nextSweep?.axes == [typed])
  }

  @Test func whatIsTypedWrongIsSaid() {
    var bench = Bench()
    bench.press("3 x C-u")
    bench.type("4,99999")
    bench.press("enter")
    #expect(
      bench.state.message?.text
        == "The axis steps, row 2: steps cannot be \"99999\". Use a value of 1 … 1000.")
    bench.press("esc esc s")
    #expect(bench.state.sweep.status == .idle)
  }
}

extension Sentence {
  fileprivate func with(_ plan: Plan) -> Sentence {
    Sentence(family: family, settings: plan.settings)
  }
}
