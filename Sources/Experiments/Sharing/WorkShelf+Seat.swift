import Synchronization

extension WorkShelf {
  /// What one run takes of a shelf. When it goes, with its run or before, nobody waits for it.
  public final class Seat: Sendable {
    private let shelf: WorkShelf
    /// What the run has still to come for.
    private let left: Mutex<[Digest: Int]>

    init(_ shelf: WorkShelf, _ uses: [Digest: Int]) {
      self.shelf = shelf
      left = Mutex(uses)
    }

    deinit { shelf.giveUp(left.withLock { $0 }) }

    /// Fills the outputs of an evaluation: from the shelf where it is wanted there, or by computing it.
    /// - Parameter isCancelled: whether the run's own computing has stopped making sense.
    public func fill(
      _ outputs: [UnsafeMutableBufferPointer<Double>], with digest: Digest,
      isCancelled: () -> Bool, _ compute: () -> Void
    ) {
      guard takeUse(of: digest) else {
        compute()
        if !isCancelled() { shelf.countComputed() }
        return
      }
      shelf.fill(outputs, with: digest, isCancelled: isCancelled, compute)
    }

    private func takeUse(of digest: Digest) -> Bool {
      left.withLock { left in
        guard let count = left[digest] else { return false }
        left[digest] = count > 1 ? count - 1 : nil
        return true
      }
    }
  }
}
