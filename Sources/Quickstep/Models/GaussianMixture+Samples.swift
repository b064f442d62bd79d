import Tensors

extension GaussianMixture {
  public func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    let d = shape.count
    let samples = 0..<UInt32(classes.count)
    let purpose = NoisePurpose.truth.rawValue
    let rows = AlignedBuffer(count: classes.count * d)
    let choices = AlignedBuffer(count: classes.count)
    kernels.fillNormals(
      rows.mutableValues, samples: samples, key: NoiseKey(seed: seed, step: 0, purpose: purpose))
    kernels.fillUniforms(
      choices.mutableValues, samples: samples, key: NoiseKey(seed: seed, step: 1, purpose: purpose))
    let sums = runningWeights
    for (row, wanted) in classes.enumerated() {
      let k = pick(choices[row], among: components(ofClass: wanted), sums)
      for i in 0..<d {
        rows[row * d + i] = components[k].mean[i] + components[k].deviation * rows[row * d + i]
      }
    }
    return Array(rows.values)
  }

  public func meanVariance(ofClass wanted: Int32) -> Double {
    let used = components[components(ofClass: wanted)], d = Double(shape.count)
    let sum = used.reduce(0) { sum, component in
      let centre = component.mean.reduce(0, +) / d
      let squares = component.mean.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
      let variance = squares / max(1, d - 1) + component.deviation * component.deviation
      return sum + component.weight * variance
    }
    return sum / used.reduce(0) { $0 + $1.weight }
  }

  /// The sums of the first 0, 1, … weights.
  private var runningWeights: [Double] {
    var sum = 0.0
    return [0]
      + components.map { component in
        sum += component.weight
        return sum
      }
  }

  /// The component at which the running sum of the weights passes the share `u` of their total.
  private func pick(_ u: Double, among used: Range<Int>, _ sums: [Double]) -> Int {
    let wanted = sums[used.lowerBound] + u * (sums[used.upperBound] - sums[used.lowerBound])
    var low = used.lowerBound, high = used.upperBound
    while high - low > 1 {
      let middle = (low + high) / 2
      if sums[middle] <= wanted { low = middle } else { high = middle }
    }
    return low
  }
}
