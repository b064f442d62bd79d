import Limits
import Tensors

/// How fast the update of a second-order multistep solver, x' = a x + b d + c d', moves memory.
struct UpdateRate {
  let name: String
  /// Over the bandwidth of a plain triad over arrays of the same size.
  let share: Double
  let bytesPerSecond: Double
  /// Of the triad, in bytes a second.
  let bandwidth: Double
  let seconds: Double

  /// Both in turn, and of each the fastest.
  static func measured() -> [UpdateRate] {
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    return [
      ("4096 points", 4096 * 2), ("64 pictures 3x32x32", 64 * 3072), ("in memory", 8 << 20),
    ].map { name, count in
      let x = AlignedBuffer(count: count), d = AlignedBuffer(count: count)
      let previous = AlignedBuffer(count: count), out = AlignedBuffer(count: count)
      let repeats = max(1, 4_000_000 / count)
      var update = Double.infinity, triad = Double.infinity
      for _ in 0..<25 {
        update = min(
          update,
          time {
            for _ in 0..<repeats {
              kernels.combine(
                into: out.mutableValues,
                [(0.9, x.values), (0.2, d.values), (-0.1, previous.values)])
            }
          })
        triad = min(
          triad,
          time {
            for _ in 0..<repeats { limits_triad(out.start, x.start, d.start, 0.5, count) }
          })
      }
      let rate = Double(4 * 8 * count * repeats) / update
      let bandwidth = Double(3 * 8 * count * repeats) / triad
      return UpdateRate(
        name: name, share: rate / bandwidth, bytesPerSecond: rate, bandwidth: bandwidth,
        seconds: update / Double(repeats))
    }
  }
}

/// The update against the bandwidth.
func solverUpdate() {
  for rate in UpdateRate.measured() {
    report(
      "solver update, \(rate.name)", rate.share, "of bandwidth", bar: "0.8",
      "\((rate.bytesPerSecond * 1e-9).rounded()) GB/s, "
        + "\((rate.seconds * 1e8).rounded() / 100) µs")
  }
}
