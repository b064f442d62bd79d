import Quickstep
import Synchronization
import Tensors

/// Runs what is asked for on background threads, one at a time, and keeps what they tell until it
/// is taken.
///
///     let engine = RunEngine(library: library, threads: 2) { waker.wake() }
///     engine.start(.sample(plan))
///     for event in engine.takeEvents() { … }
public final class RunEngine: Sendable {
  private struct Current {
    var identity = 0
    var gate: RunGate?
    var events: [RunEvent] = []
  }

  private let library: ModelLibrary
  private let kernels: Kernels
  private let wake: @Sendable () -> Void
  private let current = Mutex(Current())
  private let paths = PathCache()

  /// - Parameters:
  ///   - threads: how many a run may use.
  ///   - wake: called on a background thread when there are new events.
  public init(library: ModelLibrary, threads: Int, wake: @escaping @Sendable () -> Void) {
    self.library = library
    self.wake = wake
    kernels = Kernels(pool: ThreadPool(threads: threads, niceness: backgroundNiceness))
  }

  /// Cancels what runs and starts what is asked for.
  /// - Parameter pace: `.stepping(1)` waits after the first step.
  public func start(_ request: RunRequest, pace: RunGate.Pace = .running) {
    let gate = RunGate(pace)
    let identity = current.withLock { current in
      current.gate?.set(.cancelled)
      current.gate = gate
      current.identity += 1
      current.events.removeAll()
      return current.identity
    }
    onBackgroundThread {
      self.perform(request, gate) { event in self.tell(event, from: identity) }
    }
  }

  public func pause() { gate?.set(.stepping(0)) }
  public func resume() { gate?.set(.running) }
  public func stepOnce() { gate?.stepOnce() }
  public func cancel() { gate?.set(.cancelled) }

  /// Everything that happened since the last call, oldest first.
  public func takeEvents() -> [RunEvent] {
    current.withLock { current in
      defer { current.events = [] }
      return current.events
    }
  }

  private var gate: RunGate? { current.withLock { $0.gate } }

  /// Events of a run that another has replaced are dropped.
  private func tell(_ event: RunEvent, from identity: Int) {
    let isFirst = current.withLock { current in
      guard current.identity == identity else { return false }
      current.events.append(event)
      return current.events.count == 1
    }
    if isFirst { wake() }
  }

  private func perform(
    _ request: RunRequest, _ gate: RunGate, _ tell: @escaping @Sendable (RunEvent) -> Void
  ) {
    do {
      switch request {
      case .sample(let plan):
        let model = try library.model(plan.model, loading: loading(gate, tell))
        try SamplingExecution(
          plan: plan, model: model, job: try plan.job(model: model, with: kernels), gate: gate,
          tell: tell, paths: paths, judge: { self.library.judge(of: model, with: self.kernels) }
        ).perform()
      }
    } catch {
      tell(gate.isCancelled ? .cancelled : .failed("\(error)"))
    }
  }

  /// Tells every hundredth of a model that is loaded.
  private func loading(
    _ gate: RunGate, _ tell: @escaping @Sendable (RunEvent) -> Void
  ) -> ModelLibrary.Loading {
    let told = Atomic(-1)
    return ModelLibrary.Loading(
      kernels: kernels,
      progress: { share in
        let hundredth = Int(share * 100)
        if told.exchange(hundredth, ordering: .relaxed) < hundredth { tell(.loading(share)) }
      }, isCancelled: { gate.isCancelled })
  }
}
