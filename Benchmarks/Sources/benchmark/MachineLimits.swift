import Limits
import Tensors

/// What this machine can do at best, measured in the same run as everything it is compared with.
struct MachineLimits {
  /// Fused multiply-adds on doubles, one thread, in operations per second.
  let multiplyAdd: Double
  /// Bytes per second of a triad over arrays that no cache holds, one thread.
  let bandwidth: Double

  init() {
    multiplyAdd = (0..<5).map { _ in limits_fma_rate() }.max()!
    let count = 8 << 20
    let a = AlignedBuffer(count: count), b = AlignedBuffer(count: count)
    let out = AlignedBuffer(count: count)
    let times = (0..<5).map { _ in
      time { limits_triad(out.start, a.start, b.start, 0.5, count) }
    }
    bandwidth = Double(3 * 8 * count) / times.min()!
  }

  func print() {
    report("double multiply-adds, 1 thread", multiplyAdd * 1e-9, "GFLOP/s")
    report("memory bandwidth, 1 thread", bandwidth * 1e-9, "GB/s")
  }
}
