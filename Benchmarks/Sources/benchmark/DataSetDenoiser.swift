import Quickstep
import Tensors

/// A batch of 16 over 10,000 pictures of 28x28: two matrix products and a softmax.
func dataSetDenoiser(against limits: MachineLimits) {
  let count = 10_000, width = 28 * 28, batch = 16
  var state: UInt64 = 1
  let pixels = (0..<count * width).map { _ -> UInt8 in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 56)
  }
  let model = DataSetModel(pixels: pixels, width: 28, height: 28, channels: 1)
  let x = AlignedBuffer(count: batch * width), out = AlignedBuffer(count: batch * width)
  let operations = Double(4 * batch * count * width)
  for threads in [1, 2] {
    let kernels = Kernels(pool: ThreadPool(threads: threads))
    kernels.fillNormals(
      x.mutableValues, samples: 0..<UInt32(batch), key: NoiseKey(seed: 1, step: 0, purpose: 0))
    for sigma in [80.0, 1.0] {
      let noisy = AlignedBuffer(x.values.map { $0 * sigma })
      let time = median {
        model.evaluate(
          noisy, at: NoiseLevel(sigma: sigma),
          classes: Array(repeating: anyClass, count: batch), into: out, with: kernels)
      }
      let share = operations / time / (limits.multiplyAdd * Double(threads))
      // Both products read every byte of the pictures.
      let reading = Double(2 * count * width) / time / limits.bandwidth
      report(
        "10,000 pictures, batch 16, sigma \(Int(sigma)), \(threads) threads", time * 1e3, "ms",
        bar: threads == 2 ? "30" : "-",
        "\(Int(share * 100)) % of \(threads) cores' multiply-adds, \(Int(reading * 100)) % of memory"
      )
    }
  }
}
