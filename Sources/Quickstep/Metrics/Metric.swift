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
  /// `nil` where the metric does not apply to the model or the classes asked for.
  let value: @Sendable (MetricSamples, TrueReference) -> Double?
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
  .classAgreement,
]

/// Measures a finished batch against the true distribution; the same seed gives the same numbers.
/// - Parameters:
///   - samples: rows of samples.
///   - classes: the class that each was asked for, `anyClass` for the whole distribution.
/// - Returns: the metrics that apply; none for a model whose distribution is not known.
public func endMetrics(
  _ samples: [Double], of model: any Denoiser, classes: [Int32], seed: UInt64,
  with kernels: Kernels
) -> [MetricResult] {
  let classes = Array(classes.prefix(samples.count / model.shape.count))
  guard let exact = model.exact, !classes.isEmpty else { return [] }
  let truth = TrueReference(exact, classes: classes, seed: seed, kernels)
  let made = MetricSamples(samples, exact, classes, kernels)
  let fresh = MetricSamples(truth.fresh, exact, classes, kernels)
  return metrics.compactMap { metric in
    guard let value = metric.value(made, truth), let floor = metric.value(fresh, truth) else {
      return nil
    }
    return MetricResult(metric: metric, value: value, floor: floor)
  }
}
