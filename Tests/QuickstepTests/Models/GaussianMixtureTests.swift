import Files
import Glibc
import Quickstep
import Tensors
import Testing

/// Mixtures against numbers that were computed elsewhere, and against their own density.
@Suite struct GaussianMixtureTests {
  static let shapes: [(name: String, model: GaussianMixture)] = [
    ("ring-8", .ring8()), ("grid-25", .grid25()), ("ring", .ring()), ("moons", .moons()),
    ("spiral", .spiral()), ("checkerboard", .checkerboard()),
  ]

  @Test func predictionsAreTheRecordedOnes() throws {
    let models = try golden.mixtures()
    for probe in try GoldenProbe.read(golden.path("model-probes.json")) {
      let model = try #require(models[probe.model])
      let level = NoiseLevel(t: 0, alpha: probe.alpha, sigma: probe.sigma)
      let any = Array(repeating: anyClass, count: probe.points.samples)
      let labels = probe.labels?.map(Int32.init)
      let cases: [(String, String, [Int32])] =
        labels.map { [("x0_uncond", "eps_uncond", any), ("x0_cond", "eps_cond", $0)] }
        ?? [("x0", "eps", any)]
      for (dataName, noiseName, classes) in cases {
        let found = predict(model, probe.points.values, level, classes)
        let data = try #require(probe.outputs[dataName]).values
        #expect(largestDifference(found.data, data) <= 1e-12, "\(probe.model) \(level)")
        guard probe.sigma > 0 else { continue }
        let noise = try #require(probe.outputs[noiseName]).values
        // eps = (x - alpha D) / sigma loses digits where sigma is small.
        let tolerance = 1e-12 * max(1, probe.alpha / probe.sigma / 100)
        #expect(largestDifference(found.noise, noise) <= tolerance, "\(probe.model) \(level)")
      }
      guard let expected = probe.logDensity else { continue }
      let density = model.logDensity(probe.points.values, at: level, with: kernels)
      for (a, b) in zip(density, expected) { #expect(abs(a - b) <= 1e-12 * max(1, abs(b))) }
    }
  }

  /// Tweedie's formula, alpha D = x + sigma² grad log p, with the gradient by differences.
  @Test(arguments: shapes.indices) func predictionsFollowFromTheDensity(index: Int) {
    let model = Self.shapes[index].model
    for level in [NoiseLevel(sigma: 1.5), NoiseLevel(t: 0, alpha: 0.8, sigma: 0.3)] {
      for wanted in [anyClass] + model.classNames.indices.prefix(2).map(Int32.init) {
        let points = model.trueSamples(
          classes: Array(repeating: wanted, count: 5), seed: 3, with: kernels
        ).map { level.alpha * $0 + 0.1 }
        let found = predict(model, points, level, Array(repeating: wanted, count: 5)).data
        for i in points.indices {
          let h = 1e-5
          func density(_ shift: Double) -> Double {
            var moved = points
            moved[i] += shift
            return model.logDensity(moved, at: level, ofClass: wanted, with: kernels)[i / 2]
          }
          let gradient = (density(h) - density(-h)) / (2 * h)
          let expected = (points[i] + level.sigma * level.sigma * gradient) / level.alpha
          #expect(abs(found[i] - expected) <= 1e-6)
        }
      }
    }
  }

  @Test(arguments: shapes.indices) func shapesAreDistributions(index: Int) {
    let (name, model) = Self.shapes[index]
    #expect(abs(model.components.reduce(0) { $0 + $1.weight } - 1) <= 1e-12)
    #expect(model.shape == .point(dimensions: 2))
    // Their spread suits one range of noise levels and one picture.
    let samples = model.trueSamples(
      classes: Array(repeating: anyClass, count: 4096), seed: 1, with: kernels)
    let rms = sqrt(samples.reduce(0) { $0 + $1 * $1 } / Double(samples.count))
    #expect(0.8 < rms && rms < 1.6, "\(name)")
    #expect(samples.allSatisfy { abs($0) < 3 }, "\(name)")
    // log p has the mean -entropy: true samples lie where the density is.
    let density = model.logDensity(samples, at: NoiseLevel(sigma: 0), with: kernels)
    #expect((density.min() ?? -.infinity) > -14, "\(name)")
  }

  @Test func trueSamplesOfAClassAreOfThatClass() {
    let model = GaussianMixture.ring8()
    let classes = (0..<64).map { Int32($0 % 8) }
    let samples = model.trueSamples(classes: classes, seed: 9, with: kernels)
    for (row, wanted) in classes.enumerated() {
      let mean = model.components[Int(wanted)].mean
      #expect(hypot(samples[2 * row] - mean[0], samples[2 * row + 1] - mean[1]) < 5 * 0.15)
    }
    // A sample is a function of its seed and index alone.
    let fewer = model.trueSamples(classes: Array(classes[..<5]), seed: 9, with: kernels)
    #expect(fewer == Array(samples[..<10]))
    #expect(samples != model.trueSamples(classes: classes, seed: 10, with: kernels))
  }
}

private func predict(
  _ model: GaussianMixture, _ points: [Double], _ level: NoiseLevel, _ classes: [Int32]
) -> (data: [Double], noise: [Double]) {
  let x = AlignedBuffer(points), out = AlignedBuffer(count: points.count)
  model.evaluate(x, at: level, classes: classes, into: out, with: kernels)
  let data = Array(out.values)
  Recast(model, as: .noise).evaluate(x, at: level, classes: classes, into: out, with: kernels)
  return (data, Array(out.values))
}

/// Relative to the expected number, at least to 1.
private func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1) / max(1, abs($1.1))) }
}
