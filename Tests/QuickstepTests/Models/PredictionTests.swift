import Files
import Glibc
import Quickstep
import Tensors
import Testing

/// Every kind of prediction against numbers that were computed elsewhere.
@Suite struct PredictionTests {
  @Test(arguments: Prediction.allCases)
  func recordedPredictionsConvertIntoEachOther(source: Prediction) throws {
    for probe in try GoldenProbe.read(golden.path("model-probes.json")) where probe.sigma > 0 {
      guard let given = recorded(probe, source) else { continue }
      let level = NoiseLevel(t: 0, alpha: probe.alpha, sigma: probe.sigma)
      for target in Prediction.allCases {
        let expected = try #require(recorded(probe, target))
        let conversion = source.conversion(to: target, at: level)
        // Where alpha is 0, noise alone says nothing of the data.
        guard conversion.state.isFinite, conversion.output.isFinite else { continue }
        let found = zip(probe.points.values, given).map {
          conversion.state * $0 + conversion.output * $1
        }
        // The terms cancel where one of alpha and sigma is small.
        let scale = max(1, abs(conversion.state), abs(conversion.output))
        let size = probe.points.values.map(abs).max() ?? 1
        #expect(
          relativeDifference(found, expected, dimension: 1) <= 1e-15 * scale * max(10, size),
          "\(probe.model) \(level) \(target)")
      }
    }
  }

  @Test(arguments: Prediction.allCases)
  func aRecastModelGivesTheRecordedPrediction(kind: Prediction) throws {
    let models = try golden.mixtures()
    for probe in try GoldenProbe.read(golden.path("model-probes.json")) where probe.sigma > 0 {
      guard let expected = recorded(probe, kind), let base = models[probe.model] else { continue }
      let x = AlignedBuffer(probe.points.values)
      let output = AlignedBuffer(count: x.count)
      Recast(base, as: kind).evaluate(
        x, at: NoiseLevel(t: 0, alpha: probe.alpha, sigma: probe.sigma),
        classes: Array(repeating: anyClass, count: probe.points.samples), into: output,
        with: kernels)
      let tolerance = 1e-12 * max(1, probe.alpha / probe.sigma / 100)
      #expect(
        relativeDifference(output.copy(), expected, dimension: 1) <= tolerance,
        "\(probe.model) \(kind)")
    }
  }

  @Test func withoutNoiseItsMeanIsPredicted() {
    let conversion = Prediction.data.conversion(to: .noise, at: NoiseLevel(sigma: 0))
    #expect(conversion.state == 0 && conversion.output == 0)
  }

  /// The record's v is alpha eps - sigma D at any level; ours is that of the level scaled to
  /// alpha² + sigma² = 1.
  private func recorded(_ probe: GoldenProbe, _ kind: Prediction) -> [Double]? {
    switch kind {
    case .noise: return probe.outputs["eps"]?.values
    case .data: return probe.outputs["x0"]?.values
    case .flow: return probe.outputs["flow"]?.values
    case .velocity:
      let norm = hypot(probe.alpha, probe.sigma)
      return probe.outputs["v"]?.values.map { $0 / norm }
    }
  }
}
