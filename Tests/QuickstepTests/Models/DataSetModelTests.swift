import Glibc
import Quickstep
import Tensors
import Testing

@Suite struct DataSetModelTests {
  static let names = ["a", "b", "c"]
  static let labels = [0, 2, 0, 2, 2]
  /// Five pictures of 2 x 1 colour pixels.
  static let pixels = (0..<30).map { UInt8($0 * 37 % 256) }
  static let model = DataSetModel(
    pixels: pixels, width: 2, height: 1, channels: 3, labels: labels, names: names)

  @Test func classesWithoutImagesAreLeftOut() {
    #expect(Self.model.classNames == ["a", "c"])
    #expect(Self.model.labels == [0, 1, 0, 1, 1])
    #expect(Self.model.shape == .picture(width: 2, height: 1, channels: 3))
    #expect(Self.model.image(0)[0] == -1)
    let white = DataSetModel(pixels: [255, 0], width: 2, height: 1, channels: 1)
    #expect(white.image(0) == [1, -1])
    #expect(white.classNames.isEmpty)
  }

  @Test func predictsThePosteriorMean() {
    let classes: [Int32] = [anyClass, 0, 1, 1]
    let x = (0..<24).map { sin(Double($0)) }
    for level in [NoiseLevel(sigma: 2), NoiseLevel(t: 0, alpha: 0.6, sigma: 0.5)] {
      let from = AlignedBuffer(x), to = AlignedBuffer(count: x.count)
      Self.model.evaluate(from, at: level, classes: classes, into: to, with: kernels)
      for (row, wanted) in classes.enumerated() {
        let expected = posteriorMean(Array(x[row * 6..<row * 6 + 6]), level, wanted)
        for i in 0..<6 { #expect(abs(to[row * 6 + i] - expected[i]) <= 1e-12) }
      }
    }
  }

  @Test func withoutNoiseTheNearestImageIsLeft() {
    let x = AlignedBuffer(Self.model.image(3).map { $0 + 0.01 })
    let out = AlignedBuffer(count: 6)
    Self.model.evaluate(
      x, at: NoiseLevel(sigma: 0), classes: [anyClass], into: out, with: kernels)
    let image = Self.model.image(3)
    #expect(zip(out.values, image).allSatisfy { abs($0 - $1) <= 1e-15 })
    let nearest = Self.model.nearestImages(Array(x.values), with: kernels)[0]
    #expect(nearest.nearest == 3)
    #expect(abs(nearest.squaredDistance - 6e-4) <= 1e-12)
  }

  @Test func trueSamplesAreImagesOfTheirClass() {
    let classes = (0..<40).map { Int32($0 % 3) - 1 }
    let samples = Self.model.trueSamples(classes: classes, seed: 5, with: kernels)
    var seen: Set<Int> = []
    for (row, wanted) in classes.enumerated() {
      let sample = Array(samples[row * 6..<row * 6 + 6])
      let allowed = (0..<5).filter { wanted == anyClass || Self.model.labels[$0] == wanted }
      let image = allowed.first { Self.model.image($0) == sample }
      #expect(image != nil)
      seen.insert(image ?? -1)
    }
    #expect(seen == Set(0..<5))
  }

  private func posteriorMean(_ x: [Double], _ level: NoiseLevel, _ wanted: Int32) -> [Double] {
    let images = (0..<5).filter { wanted == anyClass || Self.model.labels[$0] == wanted }
      .map(Self.model.image)
    let weights = images.map { y in
      exp(
        -zip(x, y).reduce(0) { $0 + pow($1.0 - level.alpha * $1.1, 2) }
          / (2 * level.sigma * level.sigma))
    }
    let total = weights.reduce(0, +)
    return (0..<6).map { i in zip(weights, images).reduce(0) { $0 + $1.0 * $1.1[i] } / total }
  }
}
