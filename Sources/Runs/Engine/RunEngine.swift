import Experiments
import Synchronization
import Tensors

/// Runs what is asked for on background threads, one at a time, and keeps what they tell until it
/// is taken.
///
///     let engine = RunEngine(families: families, threads: 2) { waker.wake() }
///     engine.start(.run(sentence))
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

  private let families: Families
  private let sweeps: SweepRunner
  private let kernels: Kernels
  private let wake: @Sendable () -> Void
  private let spawn: @Sendable (@escaping @Sendable () -> Void) -> Void
  private let current = Mutex(Current())

  /// - Parameters:
  ///   - threads: how many a run may use.
  ///   - sweeps: what runs sweeps; `nil` for one that keeps nothing.
  ///   - spawn: lets a thread do what it is given.
  ///   - wake: called on a background thread when there are new events.
  public init(
    families: Families, threads: Int, sweeps: SweepRunner? = nil,
    spawn: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void = onBackgroundThread,
    wake: @escaping @Sendable () -> Void
  ) {
    self.families = families
    self.sweeps = sweeps ?? SweepRunner(families, threads: threads, folder: nil)
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

  /// Cancels what runs and starts a sentence.
  public func start(_ sentence: Sentence, pace: RunGate.Pace = .running) {
    start(.run(sentence), pace: pace)
  }

  private func performNext() {
    let job = current.withLock { current in
      let job = current.next.take()!
      if job.request.sentences.contains(where: { families[$0].isSaved }) {
        current.savedEnds.append(job.end)
      }
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
    switch request {
    case .run(let sentence):
      perform([sentence], gate, tell) { try families[sentence].begin(sentence, with: $0) }
    case .compare(let sentences):
      perform(sentences, gate, tell) {
        try ComparedExperiment(sentences, among: families, with: $0)
      }
    case .sweep(let sweep, let scope):
      sweeps.perform(sweep, scope, gate) { tell(.sweep($0)) }
    }
  }

  private func perform(
    _ sentences: [Sentence], _ gate: RunGate, _ tell: @escaping @Sendable (RunEvent) -> Void,
    begin: (Equipment) throws -> any Experiment
  ) {
    do {
      let run: any Experiment
      do {
        run = try begin(equipment(gate, tell))
      } catch  where gate.isCancelled {
        return tell(.cancelled)
      }
      tell(
        .started(RunStart(sentences[0], outline: run.outline, compared: sentences.count)))
      try walk(run, gate, tell)
    } catch {
      tell(.failed("\(error)"))
    }
  }

  private func walk(
    _ run: some Experiment, _ gate: RunGate, _ tell: @escaping @Sendable (RunEvent) -> Void
  ) throws {
    let late = LateDesk(isCancelled: { gate.isCancelled }, tell: tell)
    var loop = RunLoop(run, gate) { event, run in
      if case .saved(let model, _) = event { self.families.forget(model) }
      tell(event)
      if case .paused = event { late.update(run.late()) }
    }
    guard case .finished = try loop.perform() else { return }
    late.update(loop.run.late())
    do {
      let scores = try loop.run.scores()
      if loop.run.outline.qualityObstacle == nil { tell(.scores(scores)) }
    } catch {
      tell(.unmeasurable(statistic: qualityName, reason: "\(error)"))
    }
  }

  /// Every hundredth of a model that is loaded is told.
  private func equipment(
    _ gate: RunGate, _ tell: @escaping @Sendable (RunEvent) -> Void
  ) -> Equipment {
    let told = Atomic(-1)
    return Equipment(
      kernels, isCancelled: { gate.isCancelled },
      progress: { share in
        let hundredth = Int(share * 100)
        if told.exchange(hundredth, ordering: .relaxed) < hundredth { tell(.loading(share)) }
      })
  }
}

extension Families {
  /// Something was written where models may lie.
  func forget(_ model: String) { for family in all { family.forget(model) } }
}
