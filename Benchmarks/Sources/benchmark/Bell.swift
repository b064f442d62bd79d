import Glibc

/// Sleeps until it is rung; may be rung from any thread.
final class Bell: Sendable {
  nonisolated(unsafe) private let handle = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(handle, 0, 0) }

  deinit {
    sem_destroy(handle)
    handle.deallocate()
  }

  func ring() { sem_post(handle) }

  func wait() { while sem_wait(handle) != 0 {} }
}
