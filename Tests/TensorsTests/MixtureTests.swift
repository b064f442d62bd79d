import Glibc
import Tensors
import Testing

@Suite struct MixtureTests {
  @Test(arguments: everyKernels)
  func equalsTheFormulas(kernels: Kernels) {
    var numbers = TestNumbers()
    for (components, d, classes) in [(1, 1, 1), (8, 2, 1), (13, 2, 4), (5, 16, 2), (70, 3, 3)] {
      let mixture = Mixture(components: components, dimension: d, classes: classes, &numbers)
      for (alpha, sigma) in [
        (1, 80), (1, 0.002), (0.3, 0.95), (0, 1), (1, 0), (1, 2e4), (0.7, 0.7),
      ] {
        let labels = (0..<11).map { Int32($0 % (classes + 1)) - 1 }
        let x = numbers.values(labels.count * d).map { $0 * (alpha + sigma) }
        let found = mixture.evaluate(x, alpha, sigma, labels, kernels)
        for (row, label) in labels.enumerated() {
          let range = row * d..<(row + 1) * d
          let exact = mixture.reference(Array(x[range]), alpha, sigma, label)
          #expect(close(Array(found.mean[range]), exact.mean))
          #expect(close(Array(found.score[range]), exact.score))
          #expect(close([found.logDensity[row]], [exact.logDensity]))
        }
      }
    }
  }

  @Test func bitsDependOnTheSampleAlone() {
    var numbers = TestNumbers()
    let mixture = Mixture(components: 300, dimension: 2, classes: 3, &numbers)
    let labels = (0..<67).map { Int32($0 % 4) - 1 }
    let x = numbers.values(labels.count * 2)
    let all = everyKernels.map { mixture.evaluate(x, 0.9, 0.3, labels, $0) }
    #expect(all.allSatisfy { $0 == all[0] })
    for (row, label) in labels.enumerated() {
      let one = mixture.evaluate(
        Array(x[2 * row..<2 * row + 2]), 0.9, 0.3, [label], everyKernels[0])
      #expect(sameBits(one.mean, all[0].mean[2 * row..<2 * row + 2]))
      #expect(sameBits(one.score, all[0].score[2 * row..<2 * row + 2]))
      #expect(one.logDensity == [all[0].logDensity[row]])
    }
  }

  @Test(arguments: everyKernels)
  func meanMayReplaceTheInput(kernels: Kernels) {
    var numbers = TestNumbers()
    let mixture = Mixture(components: 20, dimension: 7, classes: 1, &numbers)
    let x = numbers.values(5 * 7)
    let expected = mixture.evaluate(x, 0.8, 0.6, [0, 0, 0, 0, 0], kernels)
    let (state, score) = (AlignedBuffer(x), AlignedBuffer(count: 35))
    mixture.tables.evaluate(
      state.values, alpha: 0.8, sigma: 0.6, classes: [0, 0, 0, 0, 0],
      into: MixtureRequest(mean: state.mutableValues, score: score.mutableValues), with: kernels)
    #expect(sameBits(state.copy(), expected.mean))
    #expect(sameBits(score.copy(), expected.score))
  }

  @Test(arguments: everyKernels)
  func nonfiniteInputStaysVisible(kernels: Kernels) {
    var numbers = TestNumbers()
    let mixture = Mixture(components: 9, dimension: 2, classes: 1, &numbers)
    for bad in [Double.nan, .infinity] {
      let found = mixture.evaluate([bad, 0, 1, 1], 0.8, 0.6, [-1, -1], kernels)
      #expect(found.mean[0].isNaN)
      #expect(found.mean[2].isFinite && found.mean[3].isFinite)
    }
  }

  private func close(_ found: [Double], _ exact: [Double]) -> Bool {
    let size = exact.map(abs).max()!
    return zip(found, exact).allSatisfy { abs($0 - $1) <= 1e-12 * size }
  }
}

/// A random mixture and its formulas in plain loops.
private struct Mixture {
  struct Posterior: Equatable {
    var mean: [Double]
    var score: [Double]
    var logDensity: [Double]
  }

  let d: Int
  let weights: [Double]
  let means: [[Double]]
  let deviations: [Double]
  let labels: [Int32]
  let tables: MixtureTables

  init(components: Int, dimension: Int, classes: Int, _ numbers: inout TestNumbers) {
    d = dimension
    weights = numbers.values(components, in: 0.1...1)
    means = (0..<components).map { _ in numbers.values(dimension) }
    deviations = numbers.values(components, in: 0.1...0.5)
    labels = (0..<components).map { Int32($0 * 7 % classes) }
    tables = MixtureTables(
      dimension: d, weights: weights, means: means.flatMap(\.self), deviations: deviations,
      classes: labels)
  }

  func evaluate(
    _ x: [Double], _ alpha: Double, _ sigma: Double, _ classes: [Int32], _ kernels: Kernels
  ) -> Posterior {
    let (mean, score) = (AlignedBuffer(count: x.count), AlignedBuffer(count: x.count))
    let logDensity = AlignedBuffer(count: classes.count)
    x.withUnsafeBufferPointer {
      tables.evaluate(
        $0, alpha: alpha, sigma: sigma, classes: classes,
        into: MixtureRequest(
          mean: mean.mutableValues, score: score.mutableValues,
          logDensity: logDensity.mutableValues), with: kernels)
    }
    return Posterior(mean: mean.copy(), score: score.copy(), logDensity: logDensity.copy())
  }

  func reference(
    _ x: [Double], _ alpha: Double, _ sigma: Double, _ label: Int32
  ) -> (mean: [Double], score: [Double], logDensity: Double) {
    let used = weights.indices.filter { label < 0 || labels[$0] == label }
    let mass = used.reduce(0) { $0 + weights[$1] }
    let variances = used.map { alpha * alpha * deviations[$0] * deviations[$0] + sigma * sigma }
    let logits = zip(used, variances).map { k, v in
      let distance = (0..<d).reduce(0.0) { $0 + pow(x[$1] - alpha * means[k][$1], 2) }
      return log(weights[k] / mass) - Double(d) / 2 * log(2 * .pi * v) - distance / (2 * v)
    }
    let largest = logits.max()!
    let total = logits.reduce(0) { $0 + exp($1 - largest) }
    var (mean, score) = (Array(repeating: 0.0, count: d), Array(repeating: 0.0, count: d))
    for (place, k) in used.enumerated() {
      let r = exp(logits[place] - largest) / total
      for i in 0..<d {
        let difference = x[i] - alpha * means[k][i]
        let gain = alpha * deviations[k] * deviations[k] / variances[place]
        mean[i] += r * (means[k][i] + gain * difference)
        score[i] -= r * difference / variances[place]
      }
    }
    return (mean, score, largest + log(total))
  }
}
