import Experiments
import Files
import Glibc
import Runs
import Studies
import Tensors
import Testing
import Tokens
import Workbench

@testable import Screen

/// The tours that come with the program: each of their sentences is true.
@Suite struct BundledDemoTests {
  private static let folder = "examples/demos/"
  static let files = BundledFile.all.filter { $0.name.hasPrefix(folder) }.map(\.name)

  private func script(_ file: String, scratch: String = "/tmp") throws -> DemoScript {
    let bytes = try #require(BundledFile.named(file)).bytes
    return try DemoScript(name: file, String(decoding: bytes, as: UTF8.self), scratch: scratch)
  }

  /// As the program has them.
  private let families: Families = {
    let library = ModelLibrary(data: "/tmp/quickstep-demo-data-\(getpid())")
    let text = try! BundledFile.named("data/shakespeare.txt")!.source()
    return Families([
      SamplingFamily(library), SearchFamily(library),
      MaskedFamily(text: { String(decoding: text.bytes, as: UTF8.self) }), WalkFamily(),
      TrainingFamily(),
    ])
  }()

  @Test func thereAreEight() { #expect(Self.files.count == 8) }

  @Test(arguments: files) func eachTakesLessThanThreeMinutesAndCanBeRead(file: String) throws {
    let script = try script(file)
    #expect(script.steps.reduce(0) { $0 + $1.rest } < 150)
    for case .say(let text) in script.steps {
      #expect(Paragraph(text).lines(width: 78).count <= 3, "\(text)")
    }
    #expect(script.steps.contains { if case .check = $0 { true } else { false } })
  }

  @Test(arguments: files) func everySentenceIsTrue(file: String) throws {
    let folder = "/tmp/quickstep-demo-\(getpid())-\(file.hashValue)"
    mkdir(folder, 0o700)
    var stage = DemoStage(families)
    try stage.play(script(file, scratch: folder))
    let demo = try #require(stage.state.demo)
    #expect(demo.status == .ended)
    #expect(demo.failed == [])
    #expect(stage.complaints == [])
  }
}

/// Plays a tour without a clock, with runs in the background.
private struct DemoStage {
  var state: State
  private(set) var complaints: [String] = []
  private let families: Families
  private let engine: RunEngine
  private let sweeps: SweepRunner
  private var alarms: [Alarm] = []

  init(_ families: Families) {
    self.families = families
    sweeps = SweepRunner(families, threads: 2, folder: nil)
    engine = RunEngine(families: families, threads: 2, sweeps: sweeps) {}
    state = State(
      families, families.all[0].standard, themes: ["dark"], theme: "dark", columns: 100, rows: 30)
  }

  mutating func play(_ script: DemoScript) {
    send([.opened, .demoChosen(script)])
    while state.demo?.status == .playing {
      let events = engine.takeEvents()
      if !events.isEmpty { send([.runReported(events)]) }
      let due = alarms
      alarms = []
      send(due.map { .timePassed($0) })
      if state.isRunActive || state.run?.isMeasured == false { usleep(1000) }
    }
    engine.close()
  }

  private mutating func send(_ actions: [Action]) {
    guard !actions.isEmpty else { return }
    let effects = state.reduce(actions)
    if let message = state.message, message.kind == .error, complaints.last != message.text {
      complaints.append(message.text)
    }
    for effect in effects { perform(effect) }
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .start(let sentence, _): engine.start(sentence)
    case .sweep(let sweep, let scope): engine.start(.sweep(sweep, scope))
    case .cancel: engine.cancel()
    case .wake(let alarm, _): if case .demo = alarm { alarms.append(alarm) }
    case .inspectModel(let name, let choice):
      do {
        send([.modelInspected(family: name, try families.named(name).inspect(choice))])
      } catch {
        send([.modelRefused(family: name, name: choice.name, reason: "\(error)")])
      }
    case .weigh(let sweep):
      do {
        let kernels = Kernels(pool: ThreadPool(threads: 1))
        send([.sweepWeighed(sweep, try SweepWeight(sweep, by: sweeps, kernels))])
      } catch {
        send([.sweepRefused(sweep, reason: "\(error)")])
      }
    default: break
    }
  }
}
