import Glibc
import Quickstep
import Tensors
import Testing

@Suite struct MetricTests {
  static let names = [
    "sliced-w2", "mmd", "mode-coverage", "out-of-support", "nearest-image", "class-agreement",
    "frechet-digits", "digit-agreement",
  ]

  @Test func theListIsComplete() {
    #expect(metrics.map(\.name) == Self.names)
    #expect(metrics.map(\.statistic).allSatisfy { !$0.symbol.isEmpty && !$0.summary.isEmpty })
  }

  @Test func eachModelHasTheMetricsThatApply() throws {
    func names(_ model: any ExactModel, _ wanted: Int32) throws -> [String] {
      let classes = Array(repeating: wanted, count: 4)
      let samples = model.trueSamples(classes: classes, seed: 1, with: kernels)
      return try measure(samples, model, classes).map(\.statistic.name)
    }
    #expect(try names(GaussianMixture.ring8(), anyClass) == Array(Self.names[..<4]))
    // One mode alone cannot be missed, and a shape has no modes.
    #expect(try names(GaussianMixture.ring8(), 2) == ["sliced-w2", "mmd", "out-of-support"])
    #expect(try names(GaussianMixture.ring(), anyClass) == ["sliced-w2", "mmd", "out-of-support"])
    #expect(try names(images, anyClass) == ["sliced-w2", "mmd", "nearest-image"])
    #expect(try names(images, 0) == ["sliced-w2", "mmd", "nearest-image", "class-agreement"])
    let classes = [anyClass]
    #expect(
      try endMetrics([0, 0], of: Unknown(), classes: classes, seed: 1, judge: nil, with: kernels)
        .isEmpty)
  }

  @Test func trueSamplesScoreTheFloorAndMovedOnesTheirDistance() throws {
    let model = GaussianMixture.ring8()
    let classes = Array(repeating: anyClass, count: 2000)
    let samples = model.trueSamples(classes: classes, seed: 99, with: kernels)
    for result in try measure(samples, model, classes) {
      let apart = abs(result.value.mean - result.floor.mean)
      #expect(apart <= 0.03 || apart <= 4 * result.floor.spread, "\(result)")
    }
    // Moved by (3, 4): W2 along u is |5 cos|, whose mean square over directions is 25 / 2.
    let moved = samples.enumerated().map { $1 + ($0 % 2 == 0 ? 30.0 : 40.0) }
    let far = try values(moved, model, classes)
    let distance = far["sliced-w2"] ?? 0
    #expect(abs(distance - 50 / sqrt(2)) <= 4)
    #expect(far["mode-coverage"] == 0)
    #expect(far["out-of-support"] == 100)
    // So far away every k(x, y) is 0: what is left is E k(x, x') + E k(y, y').
    #expect((far["mmd"] ?? 0) > 0.8)
  }

  /// Samples and truth are points, so that every number can be worked out by hand.
  @Test func distancesOfPointsAreTheirFormulas() throws {
    let a = [0.0, 0], b = [3.0, 4]
    let model = GaussianMixture(components: [
      GaussianMixture.Component(weight: 1, mean: a, deviation: 1e-9)
    ])
    let found = try values(b + b, model, [anyClass, anyClass])
    // All directions: mean of (u . b)² with the 64 directions in use lies near |b|² / 2.
    #expect(abs((found["sliced-w2"] ?? 0) - 5 / sqrt(2)) <= 0.5)
    // k is 1 within each set and 0 between them.
    #expect(abs((found["mmd"] ?? 0) - sqrt(1 + 0.5)) <= 0.1)
  }

  @Test func modesAreCountedWithinTheirRadius() throws {
    let model = GaussianMixture.grid25()
    let classes = Array(repeating: anyClass, count: 3)
    // On a mode, 3.9 s from another, 4.1 s from a third.
    let found = try values([0, 0, 1 + 3.9 * 0.05, 1, -1, -1 - 4.1 * 0.05], model, classes)
    #expect(found["mode-coverage"] == 8)
    #expect(found["out-of-support"].map { abs($0 - 100.0 / 3) <= 1e-12 } == true)
    // A sample on a mode of another class is astray.
    #expect(try values([0, 0], model, [3])["out-of-support"] == 100)
  }

  /// e^-8 of a mode's samples lie outside its radius in any number of dimensions.
  @Test(arguments: [1, 2, 3, 16]) func fewTrueSamplesAreAstray(dimensions: Int) {
    let model = GaussianMixture(components: [
      GaussianMixture.Component(
        weight: 1, mean: Array(repeating: 1, count: dimensions), deviation: 0.3)
    ])
    var outside = 0.0
    for seed in 0..<25 {
      let classes = Array(repeating: anyClass, count: 4096)
      let samples = model.trueSamples(classes: classes, seed: UInt64(seed), with: kernels)
      for row in 0..<4096 {
        let square = samples[row * dimensions..<(row + 1) * dimensions].reduce(0) {
          $0 + ($1 - 1) * ($1 - 1)
        }
        outside += sqrt(square) / 0.3 > modeRadius(dimensions: dimensions) ? 1 : 0
      }
    }
    // 34 are expected of 102400; five standard deviations are 30.
    #expect(abs(outside - 34) <= 30)
  }

  @Test func nearestImagesAreFoundAndTheirClassCompared() throws {
    let classes: [Int32] = [0, 1, 1]
    let samples = images.image(0) + images.image(0) + images.image(2).map { $0 + 0.1 }
    let found = try values(samples, images, classes)
    #expect(abs((found["nearest-image"] ?? 1) - 0.1 / 3) <= 1e-12)
    #expect(found["class-agreement"].map { abs($0 - 200.0 / 3) <= 1e-12 } == true)
    // True samples are images of their class.
    let floors = try measure(samples, images, classes).suffix(2).map(\.floor)
    #expect(floors == [Estimate(mean: 0, spread: 0), Estimate(mean: 100, spread: 0)])
  }

  @Test func numbersAreAFunctionOfTheSeed() throws {
    let model = GaussianMixture.moons()
    let classes = (0..<50).map { Int32($0 % 2) }
    let samples = model.trueSamples(classes: classes, seed: 4, with: kernels)
    let first = try measure(samples, model, classes)
    let again = try measure(samples, model, classes)
    #expect(first.map(\.value) == again.map(\.value))
    #expect(first.map(\.floor) == again.map(\.floor))
    let other = try endMetrics(
      samples, of: model, classes: classes, seed: 12, judge: nil, with: kernels)
    #expect(other[0].value != first[0].value)
  }

  private let images = DataSetModel(
    pixels: (0..<48).map { UInt8($0 * 53 % 256) }, width: 4, height: 4, channels: 1,
    labels: [0, 0, 1], names: ["a", "b"])

  private func measure(
    _ samples: [Double], _ model: any ExactModel, _ classes: [Int32]
  ) throws -> [Score] {
    try endMetrics(samples, of: model, classes: classes, seed: 11, judge: nil, with: kernels)
  }

  private func values(
    _ samples: [Double], _ model: any ExactModel, _ classes: [Int32]
  ) throws -> [String: Double] {
    Dictionary(
      uniqueKeysWithValues: try measure(samples, model, classes).map {
        ($0.statistic.name, $0.value.mean)
      })
  }
}

/// A model of which nothing is known but its predictions.
private final class Unknown: Denoiser {
  let shape = SampleShape.point(dimensions: 2)
  let prediction = Prediction.data
  let classNames: [String] = []

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {}
}
