import Experiments
import Synchronization

/// Measures what comes later than its steps on threads of their own, one at a time for each
/// statistic; of questions that wait, the newest is answered.
final class LateDesk: Sendable {
  private struct Queue {
    var isBusy = false
    var next: LateStatistic?
  }

  private let queues = Mutex([String: Queue]())
  private let isCancelled: @Sendable () -> Bool
  private let tell: @Sendable (RunEvent) -> Void

  init(
    isCancelled: @escaping @Sendable () -> Bool, tell: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.isCancelled = isCancelled
    self.tell = tell
  }

  func update(_ statistics: [LateStatistic]) {
    for statistic in statistics {
      let mustStart = queues.withLock { queues in
        defer { queues[statistic.name, default: Queue()].isBusy = true }
        queues[statistic.name, default: Queue()].next = statistic
        return queues[statistic.name]?.isBusy == false
      }
      if mustStart { onBackgroundThread { self.work(on: statistic.name) } }
    }
  }

  private func work(on name: String) {
    while let statistic = next(name) {
      tell(event(statistic))
      if let previews = statistic.previews { tell(.redrawn(previews())) }
    }
  }

  private func next(_ name: String) -> LateStatistic? {
    queues.withLock { queues in
      let next = queues[name]?.next.take()
      if next == nil { queues[name]?.isBusy = false }
      return next
    }
  }

  private func event(_ statistic: LateStatistic) -> RunEvent {
    do {
      return .measured(statistic: statistic.name, try statistic.measure(isCancelled))
    } catch {
      return .unmeasurable(statistic: statistic.name, reason: "\(error)")
    }
  }
}
