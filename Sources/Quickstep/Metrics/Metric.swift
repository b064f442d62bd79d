import Tensors

/// A number that tells how good a finished batch is: what it is called, how it is shown and how it
/// is computed.
public struct Metric: Sendable {
  public enum Better: Sendable { case lower, higher }

  /// As in tables on disk and on the command line.
  public let name: String
  /// As in panels.
  public let symbol: String
  public let unit: String
  public let summary: String
  public let better: Better
  public let format: Statistic.Format
  let basis: Basis

  /// What a metric rests on. The functions give `nil` where the metric does not apply to the model
  /// or the classes asked for.
  enum Basis: Sendable {
    /// True samples, which exact models can draw.
    case exact(@Sendable (MetricSamples, TrueReference) -> Double?)
    /// What a judge finds in pictures.
    case judged(@Sendable (JudgedSamples, FrechetDistance) -> Double?)
  }

  /// The value of a batch and its floor; `nil` where the metric does not apply.
  func measure(_ evidence: MetricEvidence) -> (value: Double, floor: Double)? {
    switch basis {
    case .exact(let value): evidence.exact?(value)
    case .judged(let value): evidence.judged?(value)
    }
  }
}

/// A metric of a batch.
public struct MetricResult: Sendable {
  public let metric: Metric
  public let value: Double
  /// What as many fresh true samples score: no sampler does better but by chance.
  public let floor: Double

  package init(metric: Metric, value: Double, floor: Double) {
    self.metric = metric
    self.value = value
    self.floor = floor
  }
}

/// All metrics, in the order in which panels show them.
public let metrics: [Metric] = [
  .slicedWasserstein, .maximumMeanDiscrepancy, .modeCoverage, .outOfSupport, .nearestImage,
  .classAgreement, .digitDistance, .digitAgreement,
]

/// Measures a finished batch against the true distribution; the same seed gives the same numbers.
/// - Parameters:
///   - samples: rows of samples.
///   - classes: the class that each was asked for, `anyClass` for the whole distribution.
///   - judge: asked where it knows what the model's samples show.
/// - Returns: the metrics that apply; none where neither the model's distribution nor a judge is
///   known.
public func endMetrics(
  _ samples: [Double], of model: any Denoiser, classes: [Int32], seed: UInt64,
  judge: ImageJudge?, with kernels: Kernels
) -> [MetricResult] {
  let classes = Array(classes.prefix(samples.count / model.shape.count))
  guard !classes.isEmpty else { return [] }
  let evidence = MetricEvidence(
    samples, of: model, classes: classes, seed: seed, judge: judge, kernels)
  return metrics.compactMap { metric in
    metric.measure(evidence).map {
      MetricResult(metric: metric, value: $0.value, floor: $0.floor)
    }
  }
}
