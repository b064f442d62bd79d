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
    /// What was asked for last, as long as no thread has taken it.
    var next: Job?
    /// The ends of runs that are saved when they stop.
    var savedEnds: [Semaphore] = []
  }

  private struct Job {
    let request: RunRequest
    let gate: RunGate
    let identity: Int
    let end = Semaphore()
  }

  private let library: ModelLibrary
  private let kernels: Kernels
  private let wake: @Sendable () -> Void
  private let spawn: @Sendable (@escaping @Sendable () -> Void) -> Void
  private let current = Mutex(Current())
  private let paths = PathCache()

  /// - Parameters:
  ///   - threads: how many a run may use.
  ///   - spawn: lets a thread do what it is given.
  ///   - wake: called on a background thread when there are new events.
  public init(
    library: ModelLibrary, threads: Int,
    spawn: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void = onBackgroundThread,
    wake: @escaping @Sendable () -> Void
  ) {
    self.library = library
    self.spawn = spawn
    self.wake = wake
    kernels = Kernels(pool: ThreadPool(threads: threads, niceness: backgroundNiceness))
  }

  /// Cancels what runs and starts what is asked for; what another start replaces before it has
  /// begun never begins.
  /// - Parameter pace: `.stepping(1)` waits after the first step.
  public func start(_ request: RunRequest, pace: RunGate.Pace = .running) {
    let gate = RunGate(pace)
    let mustBegin = current.withLock { current in
      current.gate?.set(.cancelled)
      current.gate = gate
      current.identity += 1
      current.events.removeAll()
      defer { current.next = Job(request: request, gate: gate, identity: current.identity) }
      return current.next == nil
    }
    if mustBegin { spawn { self.performNext() } }
  }

  private func performNext() {
    let job = current.withLock { current in
      let job = current.next.take()!
      if job.request.isSaved { current.savedEnds.append(job.end) }
      return job
    }
    let tell: @Sendable (RunEvent) -> Void = { self.tell($0, from: job.identity) }
    if job.gate.isCancelled { tell(.cancelled) } else { perform(job.request, job.gate, tell) }
    job.end.signal()
  }

  public func pause() { gate?.set(.stepping(0)) }
  public func resume() { gate?.set(.running) }
  public func stepOnce() { gate?.stepOnce() }
  public func cancel() { gate?.set(.cancelled) }

  /// Cancels what runs, and waits until what must be saved is saved.
  public func close() {
    cancel()
    let ends = current.withLock { current in
      defer { current.savedEnds = [] }
      return current.savedEnds
    }
    for end in ends { end.wait() }
  }

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
      case .sample(let plan): try sample(plan, gate, tell)
      case .train(let path):
        try TrainingExecution(path: path, kernels: kernels, gate: gate) { event in
          if case .saved(let model, _) = event { self.library.forget(model) }
          tell(event)
        }.perform()
      }
    } catch {
      tell(.failed("\(error)"))
    }
  }

  private func sample(
    _ plan: Plan, _ gate: RunGate, _ tell: @escaping @Sendable (RunEvent) -> Void
  ) throws {
    do {
      let model = try library.model(plan.model, loading: loading(gate, tell))
      try SamplingExecution(
        plan: plan, model: model, job: try plan.job(model: model, with: kernels), gate: gate,
        tell: tell, paths: paths, judge: { self.library.judge(of: model, with: self.kernels) }
      ).perform()
    } catch  where gate.isCancelled {
      tell(.cancelled)
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
