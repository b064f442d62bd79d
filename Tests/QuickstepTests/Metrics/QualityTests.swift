import Glibc
import Quickstep
import Tensors
import Testing

/// How far scores can be trusted.
@Suite struct QualityTests {
  /// The spread that a result tells is that of scores of independent batches.
  @Test func spreadsAreThoseOfIndependentBatches() throws {
    let model = GaussianMixture.ring8()
    let classes = Array(repeating: anyClass, count: 65)
    var results: [String: [Score]] = [:]
    for seed in 0..<8 as Range<UInt64> {
      // A little wrong, so that scores are above the floor.
      let samples = model.trueSamples(classes: classes, seed: 1000 + seed, with: kernels)
        .enumerated().map { $1 + ($0 % 2 == 0 ? 0.3 : 0) }
      for result in try measure(samples, model, classes, seed: seed) {
        results[result.statistic.name, default: []].append(result)
      }
    }
    for (name, results) in results {
      let values = results.map(\.value.mean)
      let mean = values.reduce(0, +) / Double(values.count)
      let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7).squareRoot()
      let told = results.map(\.value.spread).reduce(0, +) / Double(results.count)
      #expect(told >= 0.4 * deviation, "\(name)")
      // Halves miss modes that the whole batch finds, which makes that spread the larger one.
      if name != "mode-coverage" { #expect(told <= 2.5 * deviation + 0.01, "\(name)") }
    }
  }

  @Test func tooFewSamplesAreSaidWithTheNumberThatSuffices() {
    let needed = Metric.samplesNeeded
    func result(_ samples: Int, value: Double = 2, floor: Double = 1) -> Score {
      Score(
        metrics[0].statistic, better: metrics[0].better, samples: samples, samplesNeeded: needed,
        value: Estimate(mean: value, spread: 0.5), floor: Estimate(mean: floor, spread: 0.5))
    }
    #expect(ScoreNote.all(of: [result(16)]) == [.tooFewSamples(16, needed: needed)])
    #expect("\(ScoreNote.tooFewSamples(16, needed: 500))" == "too few samples (16; 500 tell 5 %)")
    #expect(ScoreNote.all(of: [result(needed)]).isEmpty)
    #expect(ScoreNote.all(of: [result(needed, floor: 3)]) == [.aheadOfFloor])
    #expect(ScoreNote.all(of: []).isEmpty)
  }

  @Test func measuringStopsWhenItIsToldTo() {
    let model = GaussianMixture.ring8()
    var asked = 0
    #expect(throws: MetricError.stopped) {
      try endMetrics(
        [0, 0, 1, 1], of: model, classes: [anyClass, anyClass], seed: 1, judge: nil, with: kernels
      ) {
        asked += 1
        return asked == 3
      }
    }
    #expect(asked == 3)
  }

  /// A single sample has no half, and halves of odd batches do not divide what they are compared with.
  @Test(arguments: 1...7) func everySmallBatchIsMeasured(count: Int) throws {
    let model = GaussianMixture.moons()
    let classes = (0..<count).map { Int32($0 % 2) }
    let samples = model.trueSamples(classes: classes, seed: 4, with: kernels)
    let results = try measure(samples, model, classes, seed: 2)
    #expect(results.map(\.samples) == results.map { _ in count } && results.count >= 2)
    for result in results {
      for estimate in [result.value, result.floor] {
        #expect(estimate.mean.isFinite && estimate.spread >= 0, "\(result)")
      }
    }
  }

  /// Percentages are in percent, whoever shows or writes them.
  @Test func percentagesAreInTheirUnit() throws {
    let model = GaussianMixture.moons()
    let classes = (0..<200).map { Int32($0 % 2) }
    let samples = model.trueSamples(classes: classes, seed: 4, with: kernels)
    for result in try measure(samples, model, classes, seed: 2) {
      let statistic = result.statistic
      #expect((statistic.format == .percent) == (statistic.unit == "%"), "\(statistic.name)")
      if statistic.format == .percent { #expect((0...100).contains(result.value.mean)) }
    }
    for statistic in stepStatistics.map(\.statistic) {
      #expect((statistic.format == .percent) == (statistic.unit == "%"), "\(statistic.name)")
    }
  }

  private func measure(
    _ samples: [Double], _ model: any ExactModel, _ classes: [Int32], seed: UInt64
  ) throws -> [Score] {
    try endMetrics(samples, of: model, classes: classes, seed: seed, judge: nil, with: kernels)
  }
}
