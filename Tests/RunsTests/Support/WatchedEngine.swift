import Glibc
import Runs
import Quickstep
import Synchronization

/// An engine whose events can be waited for.
final class WatchedEngine: Sendable {
  let engine: RunEngine
  private let bell: Bell

  init(threads: Int = 1) {
    let bell = Bell()
    self.bell = bell
    engine = RunEngine(families: .test, threads: threads) { bell.ring() }
  }

  /// Does this once, on the thread that tells the next event.
  func onWake(_ work: @escaping @Sendable (RunEngine) -> Void) {
    bell.atNextRing { [engine] in work(engine) }
  }

  /// Waits for events until what was told suffices.
  func events(until suffices: ([String]) -> Bool) -> [RunEvent] {
    var told: [RunEvent] = []
    while !suffices(told.map(\.brief)) {
      bell.wait()
      told += engine.takeEvents()
    }
    return told
  }

  /// What was told up to an event, without values of the statistic `ignored` or why it has none.
  func briefs(until last: String, ignoring ignored: String = "-") -> [String] {
    let told = events(until: { $0.contains(last) }).map(\.brief)
    return told[...told.firstIndex(of: last)!].filter {
      !$0.hasPrefix(ignored) && !$0.hasPrefix("redrawn") && !$0.hasPrefix("no \(ignored)")
    }
  }

  /// The state after the last step.
  func samples(_ plan: Plan) -> [Double] {
    engine.start(.sample(plan))
    var samples: [Double] = []
    for event in events(until: { $0.contains("finished") }) {
      guard case .step(_, let previews) = event else { continue }
      switch previews?[1] {
      case .points(let points): samples = points.values
      case .pictures(let pictures): samples = pictures.levels.map(Double.init)
      default: samples = []
      }
    }
    return samples
  }
}

extension RunEvent {
  var brief: String {
    func lines(_ text: String) -> String {
      text.isEmpty ? "no text" : text.contains("\n") ? "several lines" : "one line"
    }
    return switch self {
    case .loading: "loading"
    case .started: "started"
    case .step(let record, _): "step \(record.step)"
    case .paused: "paused"
    case .resumed: "resumed"
    case .finished: "finished"
    case .cancelled: "cancelled"
    case .failed(let reason): "failed, \(lines(reason))"
    case .saved(_, let step): "saved \(step)"
    case .presetSaved: "preset saved"
    case .fileSaved: "file saved"
    case .found(let finding): "found, \(lines(finding.text))"
    case .scores: "scores"
    case .sweep: "sweep"
    case .measured(let statistic, let values): "\(statistic) of \(values.count)"
    case .redrawn(let previews): "redrawn \(previews.kind) of \(previews.records.count)"
    case .unmeasurable(let statistic, let reason): "no \(statistic), \(lines(reason))"
    }
  }
}

/// Wakes one waiting thread for each ring.
private final class Bell: Sendable {
  private let work = Mutex<(@Sendable () -> Void)?>(nil)
  nonisolated(unsafe) private let handle = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(handle, 0, 0) }

  deinit {
    sem_destroy(handle)
    handle.deallocate()
  }

  func atNextRing(_ work: @escaping @Sendable () -> Void) { self.work.withLock { $0 = work } }

  func ring() {
    let work = work.withLock { work in
      defer { work = nil }
      return work
    }
    work?()
    sem_post(handle)
  }

  func wait() { while sem_wait(handle) != 0 {} }
}
