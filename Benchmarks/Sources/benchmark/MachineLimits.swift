import Limits
import Tensors

/// What this machine can do at best, measured in the same run as everything it is compared with.
struct MachineLimits {
  /// Fused multiply-adds on doubles, one thread, in operations per second.
  let multiplyAdd: Double

  init() { multiplyAdd = (0..<5).map { _ in limits_fma_rate() }.max()! }

  /// Bytes per second of out = a + s b, one thread, over arrays of `count` doubles.
  func bandwidth(count: Int) -> Double {
    let a = AlignedBuffer(count: count), b = AlignedBuffer(count: count)
    let out = AlignedBuffer(count: count)
    let repeats = max(1, 4_000_000 / count)
    let time = median {
      for _ in 0..<repeats { limits_triad(out.start, a.start, b.start, 0.5, count) }
    }
    return Double(3 * 8 * count * repeats) / time
  }

  func print() { report("double multiply-adds, 1 thread", multiplyAdd * 1e-9, "GFLOP/s") }
}
