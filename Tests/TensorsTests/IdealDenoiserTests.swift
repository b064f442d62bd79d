import Glibc
import Tensors
import Testing

@Suite struct IdealDenoiserTests {
  @Test(arguments: everyKernels)
  func equalsTheFormulas(kernels: Kernels) {
    var numbers = TestNumbers()
    for (count, d) in [(1, 1), (3, 5), (64, 16), (65, 17), (150, 63), (301, 200)] {
      let images = Images(count: count, dimension: d, classes: min(3, count), &numbers)
      for (alpha, sigma) in [(1, 80), (1, 0.5), (0.6, 0.8), (0, 1), (1, 0), (1, 2e4), (1, 0.01)] {
        let labels = (0..<9).map { Int32($0 % (images.classes + 1)) - 1 }
        let x = images.noisy(labels.count, alpha, sigma, &numbers)
        let (mean, evidence) = images.evaluate(x, alpha, sigma, labels, kernels)
        for (row, label) in labels.enumerated() {
          let range = row * d..<(row + 1) * d
          let exact = images.reference(Array(x[range]), alpha, sigma, label)
          #expect(zip(mean[range], exact.mean).allSatisfy { abs($0 - $1) <= 1e-11 })
          #expect(abs(evidence[row].squaredDistance - exact.distance) <= 1e-12 * exact.distance)
          #expect(alpha == 0 || evidence[row].nearest == exact.nearest)
          let error = abs(evidence[row].logDensity - exact.logDensity)
          #expect(sigma == 0 ? error.isNaN : error <= 1e-12 * max(1, abs(exact.logDensity)))
        }
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func bitsDependOnTheSampleAlone(set: InstructionSet) {
    var numbers = TestNumbers()
    let images = Images(count: 333, dimension: 210, classes: 3, &numbers)
    let labels = (0..<70).map { Int32($0 * 5 % 4) - 1 }
    let x = images.noisy(labels.count, 0.8, 0.6, &numbers)
    let one = Kernels(instructionSet: set, pool: ThreadPool(threads: 1))
    let three = Kernels(instructionSet: set, pool: ThreadPool(threads: 3))
    let expected = images.evaluate(x, 0.8, 0.6, labels, one)
    let threaded = images.evaluate(x, 0.8, 0.6, labels, three)
    #expect(sameBits(expected.mean, threaded.mean))
    #expect(expected.evidence == threaded.evidence)
    for size in [1, 2, 3, 5, 7] {
      for first in stride(from: 0, to: labels.count - size, by: 13) {
        let part = images.evaluate(
          Array(x[first * 210..<(first + size) * 210]), 0.8, 0.6,
          Array(labels[first..<first + size]), three)
        #expect(sameBits(part.mean, expected.mean[first * 210..<(first + size) * 210]))
        #expect(part.evidence == Array(expected.evidence[first..<first + size]))
      }
    }
  }

  @Test(arguments: everyKernels)
  func withoutNoiseEveryImageIsItsOwnMean(kernels: Kernels) {
    var numbers = TestNumbers()
    let images = Images(count: 100, dimension: 40, classes: 2, &numbers)
    let x = images.values.flatMap(\.self)
    let labels = [Int32](repeating: -1, count: 100)
    let (mean, evidence) = images.evaluate(x, 1, 0, labels, kernels)
    #expect(mean == x)
    #expect(evidence.map(\.nearest) == Array(0..<100))
    #expect(evidence.allSatisfy { $0.squaredDistance == 0 })
    let nearest = x.withUnsafeBufferPointer {
      images.tables.nearestImages(to: $0, classes: labels, with: kernels)
    }
    #expect(nearest.map(\.nearest) == Array(0..<100))
  }

  @Test func worksWithoutClasses() {
    let tables = IdealDenoiserTables(pixels: [0, 255], dimension: 1, scale: 1, offset: 0)
    let state = AlignedBuffer([127.5, 300])
    tables.evaluate(
      state.values, alpha: 1, sigma: 1e6, classes: [-1, -1], into: state.mutableValues,
      with: everyKernels[0])
    #expect(abs(state[0] - 127.5) < 1e-9)
    #expect(state[1] > 127.5 && state[1] < 127.51)
  }

  @Test(arguments: everyKernels)
  func nonfiniteInputStaysVisible(kernels: Kernels) {
    var numbers = TestNumbers()
    let images = Images(count: 20, dimension: 4, classes: 1, &numbers)
    for bad in [Double.nan, .infinity, -.infinity] {
      let (mean, _) = images.evaluate([0, bad, 0, 0, 0, 0, 0, 0], 0.8, 0.6, [-1, 0], kernels)
      #expect(mean[0].isNaN && mean[3].isNaN)
      #expect(mean[4...].allSatisfy { $0.isFinite })
    }
  }
}

/// Random images and the formulas in plain loops.
private struct Images {
  let d: Int
  let classes: Int
  let values: [[Double]]
  let labels: [Int32]
  let tables: IdealDenoiserTables

  init(count: Int, dimension: Int, classes: Int, _ numbers: inout TestNumbers) {
    d = dimension
    self.classes = classes
    let pixels = (0..<count * dimension).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    values = (0..<count).map { image in
      pixels[image * dimension..<(image + 1) * dimension].map { 2.0 / 255 * Double($0) - 1 }
    }
    labels = (0..<count).map { Int32($0 * 7 % classes) }
    tables = IdealDenoiserTables(
      pixels: pixels, dimension: dimension, scale: 2.0 / 255, offset: -1, classes: labels)
  }

  /// Images and noise; several images are about equally likely at large noise.
  func noisy(
    _ rows: Int, _ alpha: Double, _ sigma: Double, _ numbers: inout TestNumbers
  ) -> [Double] {
    (0..<rows).flatMap { row in
      zip(values[row % values.count], numbers.values(d)).map { alpha * $0 + sigma * $1 }
    }
  }

  func evaluate(
    _ x: [Double], _ alpha: Double, _ sigma: Double, _ classes: [Int32], _ kernels: Kernels
  ) -> (mean: [Double], evidence: [ImageEvidence]) {
    let mean = AlignedBuffer(count: x.count)
    let evidence = x.withUnsafeBufferPointer {
      tables.evaluate(
        $0, alpha: alpha, sigma: sigma, classes: classes, into: mean.mutableValues, with: kernels)
    }
    return (mean.copy(), evidence)
  }

  func reference(
    _ x: [Double], _ alpha: Double, _ sigma: Double, _ label: Int32
  ) -> (mean: [Double], nearest: Int, distance: Double, logDensity: Double) {
    let used = values.indices.filter { label < 0 || labels[$0] == label }
    let distances = used.map { n in zip(x, values[n]).reduce(0) { $0 + pow($1.0 - alpha * $1.1, 2) }
    }
    let least = distances.min()!
    let weights = distances.map {
      $0 == least ? 1 : sigma == 0 ? 0 : exp((least - $0) / (2 * sigma * sigma))
    }
    let total = weights.reduce(0, +)
    let mean = (0..<d).map { i in
      zip(used, weights).reduce(0) { $0 + $1.1 * values[$1.0][i] } / total
    }
    let variance = sigma * sigma
    return (
      mean, used[distances.firstIndex(of: least)!], least,
      log(total / Double(used.count)) - least / (2 * variance)
        - Double(d) / 2 * log(2 * .pi * variance)
    )
  }
}
