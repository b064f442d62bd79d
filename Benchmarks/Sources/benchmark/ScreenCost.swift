import Experiments
import Files
import Glibc
import Quickstep
import Runs
import Screen
import Workbench

/// What watching costs a run that uses every processor: the digits in 128 samples, alone and with
/// its state reduced and painted at 120x36 with sixel pictures. Both in turn, so that the machine
/// treats them alike.
func screenCost() throws {
  let processors = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  let plan = Plan(model: Choice("digits"), steps: 100, batch: 128)
  let viewer = try Viewer(plan, processors: processors)
  var alone: [Double] = [], watched: [Double] = [], frames: [Double] = [], shares: [Double] = []
  for _ in 0..<31 {
    alone.append(runTime(of: plan, threads: processors) { _ in })
    var watching = viewer
    let began = FramePace.clock
    watched.append(runTime(of: plan, threads: processors) { watching.take($0) })
    shares.append((FramePace.clock - began) / watched.last! / Double(processors))
    frames.append(Double(watching.frames))
  }
  let seconds = middle(alone)
  report("sampling alone, \(processors) threads", seconds * 1e3, "ms")
  report("screen's share of the processors", middle(shares) * 100, "%", bar: "2")
  report(
    "sampling slowed by screen and previews",
    (middle(zip(watched, alone).map { $0 / $1 }) - 1) * 100, "%", bar: "2",
    "\(Int(middle(frames) / middle(watched))) frames/s; \(spread(alone)) alone, \(spread(watched))")
  report("processor time of a frame, 120x36 with sixel", viewer.frameCost(after: plan) * 1e3, "ms")
}

private let families = Families([SamplingFamily(ModelLibrary())])

extension Families {
  /// A plan of the first family as a sentence.
  func sentence(_ plan: Plan) -> Sentence {
    Sentence(family: all[0].name, settings: plan.settings)
  }
}

/// Seconds from the first state of a run to its end.
private func runTime(
  of plan: Plan, threads: Int, watchedBy watch: ([RunEvent]) -> Void
) -> Double {
  let bell = Bell()
  let engine = RunEngine(families: families, threads: threads) { bell.ring() }
  defer { engine.cancel() }
  engine.start(families.sentence(plan))
  var begin = seconds()
  while true {
    bell.wait()
    let events = engine.takeEvents()
    watch(events)
    for event in events {
      switch event {
      case .started: begin = seconds()
      case .finished: return seconds() - begin
      case .failed(let reason): fatalError(reason)
      default: break
      }
    }
  }
}

/// Does with events what the workbench does, and writes what it would show to nowhere.
private struct Viewer {
  private(set) var frames = 0
  private var frame: Frame?
  private var state: State
  private var pace: FramePace
  private let theme: Theme
  private let nowhere = open("/dev/null", O_WRONLY)
  private let display = DisplayCapabilities(
    colorDepth: .trueColor, glyphs: .braille, graphics: .sixel,
    cellPixels: DisplayCapabilities.CellPixels(width: 9, height: 18))

  init(_ plan: Plan, processors: Int) throws {
    theme = .unstyled
    pace = FramePace(processors: processors)
    state = State(
      families, families.sentence(plan), themes: [theme.name], theme: theme.name,
      previewModes: PreviewModes(usable: ["sixel"], automatic: "sixel"), columns: 120, rows: 36)
    _ = state.reduce(.keyPressed(.character("r")))
  }

  mutating func take(_ events: [RunEvent]) {
    _ = state.reduce(.runReported(events))
    guard pace.delay(at: monotonicSeconds()) <= 0 else { return }
    let began = FramePace.clock
    paint()
    pace.painted(since: began)
  }

  private mutating func paint() {
    let next = render(state, theme: theme, display: display, after: frame)
    frame = next
    for bytes in next.pictures.map(\.bytes) + [Array(next.text.utf8)] {
      _ = write(nowhere, bytes, bytes.count)
    }
    frames += 1
  }

  /// Seconds for one frame at the end of a run.
  func frameCost(after plan: Plan) -> Double {
    var viewer = self
    _ = runTime(of: plan, threads: 1) { viewer.take($0) }
    return middle(
      (0..<15).map { _ in
        viewer.frame = nil
        let began = FramePace.clock
        viewer.paint()
        return FramePace.clock - began
      })
  }
}
