import Synchronization

/// What runs the operations of a tape: kernels, threads, and a rack of scratch slots of which
/// every thread at work holds one.
final class Machine: Sendable {
  let kernels: Kernels
  let slotCount: Int
  /// Arithmetic operations of a loop below which it runs on one thread.
  private let worthSharing: Int
  private let slotsInUse = Atomic<UInt64>(0)

  init(_ kernels: Kernels, worthSharing: Int) {
    self.kernels = kernels
    self.worthSharing = worthSharing
    slotCount = min(kernels.pool.threadCount, 64)
  }

  /// Calls `body` with 0 ..< `count`, each once, on several threads where that pays.
  /// - Parameter work: what one call costs, in arithmetic operations.
  func share(_ count: Int, work: Int, _ body: @Sendable (Int) -> Void) {
    if count > 1, slotCount > 1, count * work >= worthSharing {
      kernels.pool.parallelFor(count, body)
    } else {
      for index in 0..<count { body(index) }
    }
  }

  /// Calls `body` with consecutive ranges that cover 0 ..< `count`.
  /// - Parameters:
  ///   - grain: the length of a range, except for the last.
  ///   - work: what one element costs.
  func shareRanges(
    _ count: Int, by grain: Int, work: Int, _ body: @Sendable (Range<Int>) -> Void
  ) {
    share((count + grain - 1) / grain, work: grain * work) { index in
      body(index * grain..<min((index + 1) * grain, count))
    }
  }

  /// Calls `body` with the number of a slot that no other thread holds meanwhile.
  func withSlot(_ body: (Int) -> Void) {
    var inUse = slotsInUse.load(ordering: .relaxed)
    while true {
      let slot = (~inUse).trailingZeroBitCount
      guard slot < slotCount else {
        inUse = slotsInUse.load(ordering: .relaxed)
        continue
      }
      let (taken, now) = slotsInUse.weakCompareExchange(
        expected: inUse, desired: inUse | 1 << UInt64(slot), ordering: .acquiring)
      guard taken else {
        inUse = now
        continue
      }
      body(slot)
      slotsInUse.bitwiseXor(1 << UInt64(slot), ordering: .releasing)
      return
    }
  }
}
