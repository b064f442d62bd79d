import Tensors

/// The update of a second-order multistep solver, x' = a x + b d + c d', against the bandwidth of
/// a plain triad over arrays of the same size.
func solverUpdate(against limits: MachineLimits) {
  let kernels = Kernels(pool: ThreadPool(threads: 1))
  for (name, count) in [
    ("4096 points", 4096 * 2), ("64 pictures 3x32x32", 64 * 3072), ("in memory", 8 << 20),
  ] {
    let x = AlignedBuffer(count: count), d = AlignedBuffer(count: count)
    let previous = AlignedBuffer(count: count), out = AlignedBuffer(count: count)
    let repeats = max(1, 4_000_000 / count)
    let time = median {
      for _ in 0..<repeats {
        kernels.combine(
          into: out.mutableValues, [(0.9, x.values), (0.2, d.values), (-0.1, previous.values)])
      }
    }
    let rate = Double(4 * 8 * count * repeats) / time
    report(
      "solver update, \(name)", rate / limits.bandwidth(count: count), "of bandwidth", bar: "0.8",
      "\((rate * 1e-9).rounded()) GB/s, \((time / Double(repeats) * 1e8).rounded() / 100) µs")
  }
}
