import Experiments
import Glibc
import Synchronization

/// Writes runs of cells down, those of a tenth of a second together, and tells of them afterwards.
final class SweepScribe: Sendable {
  private struct Desk {
    var waiting: [Trial] = []
    var isClosed = false
    var failure: (any Error)?
  }

  private let journal: SweepJournal?
  private let tell: @Sendable (SweepEvent) -> Void
  private let desk = Mutex(Desk())
  private let news = Semaphore(), end = Semaphore()

  init(_ journal: SweepJournal?, tell: @escaping @Sendable (SweepEvent) -> Void) {
    self.journal = journal
    self.tell = tell
    onBackgroundThread { self.write() }
  }

  func add(_ trial: Trial) {
    desk.withLock { $0.waiting.append(trial) }
    news.signal()
  }

  /// Whether nothing more can be written.
  var isBroken: Bool { desk.withLock { $0.failure != nil } }

  /// Returns when all is written.
  /// - Throws: why it is not.
  func close() throws {
    desk.withLock { $0.isClosed = true }
    news.signal()
    end.wait()
    if let failure = desk.withLock({ $0.failure }) { throw failure }
  }

  private func write() {
    var last = 0.0
    while true {
      news.wait()
      let isClosed = desk.withLock { $0.isClosed }
      let pause = last + Self.pause - monotonicSeconds()
      if !isClosed, pause > 0 { usleep(UInt32(pause * 1e6)) }
      let (trials, isOver) = desk.withLock { desk in
        defer { desk.waiting = [] }
        return (desk.waiting, desk.isClosed)
      }
      if !trials.isEmpty { keep(trials) }
      last = monotonicSeconds()
      if isOver { return end.signal() }
    }
  }

  /// Nothing is written behind what could not be: it may have been cut short.
  private func keep(_ trials: [Trial]) {
    guard !isBroken else { return }
    do {
      try journal?.append(trials)
      tell(.ended(trials))
    } catch {
      desk.withLock { $0.failure = error }
    }
  }

  /// In seconds.
  private static let pause = 0.1
}
