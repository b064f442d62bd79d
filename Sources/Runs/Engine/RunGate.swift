import Glibc
import Synchronization

/// Lets a run go on, step once, wait or stop; asked between steps by the thread that samples.
public final class RunGate: Sendable {
  public enum Pace: Sendable {
    case running
    /// Waits after this many more steps.
    case stepping(Int)
    case cancelled
  }

  private let pace: Mutex<Pace>
  private let isInterrupted: @Sendable () -> Bool
  /// One token whenever the pace may have changed.
  private let changed = Semaphore()

  /// - Parameter isInterrupted: asked after every step whether the run must stop.
  public init(
    _ pace: Pace = .running, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.pace = Mutex(pace)
    self.isInterrupted = isInterrupted
  }

  public var isCancelled: Bool {
    pace.withLock { if case .cancelled = $0 { true } else { false } }
  }

  /// Changes the pace; a cancelled run stays cancelled.
  public func set(_ new: Pace) {
    pace.withLock { if case .cancelled = $0 {} else { $0 = new } }
    changed.signal()
  }

  /// Adds one step to a waiting run, or makes a running one wait after its next step.
  public func stepOnce() {
    pace.withLock {
      switch $0 {
      case .running: $0 = .stepping(1)
      case .stepping(let count): $0 = .stepping(count + 1)
      case .cancelled: break
      }
    }
    changed.signal()
  }

  enum Decision { case go, wait, stop }

  /// Takes one step from the pace.
  func takeStep() -> Decision {
    pace.withLock {
      switch $0 {
      case .running: return .go
      case .stepping(0): return .wait
      case .stepping(let count):
        $0 = .stepping(count - 1)
        return .go
      case .cancelled: return .stop
      }
    }
  }

  /// Cancels the run where something from outside wants that.
  public func stopIfInterrupted() {
    if isInterrupted() { set(.cancelled) }
  }

  /// Lets another thread that waits look too.
  func wakeAnother() { changed.signal() }

  /// Returns once the run may go on or must stop.
  func waitForChange() {
    repeat { changed.wait() } while isWaiting
  }

  private var isWaiting: Bool {
    pace.withLock { if case .stepping(0) = $0 { true } else { false } }
  }
}

/// A counting semaphore that sleeps in the kernel.
final class Semaphore: Sendable {
  nonisolated(unsafe) private let handle: UnsafeMutablePointer<sem_t>

  init() {
    handle = .allocate(capacity: 1)
    sem_init(handle, 0, 0)
  }

  deinit {
    sem_destroy(handle)
    handle.deallocate()
  }

  func signal() { sem_post(handle) }

  func wait() { while sem_wait(handle) != 0 {} }
}
