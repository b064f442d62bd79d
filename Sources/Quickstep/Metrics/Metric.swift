import Tensors

/// A number that tells how good a finished batch is: what it is called, how it is shown and how it
/// is computed.
public struct Metric: Sendable {
  /// From so many samples on chance moves a score by less than 5 % of its scale, which is the size of
  /// the data or the whole of a share: 1 / sqrt(500) is 4.5 %.
  public static let samplesNeeded = 500

  /// What it is called and how it is shown; panels, reports and files read it.
  public let statistic: Statistic
  public let better: Score.Better
  let basis: Basis

  /// What a metric rests on. The functions give `nil` where the metric does not apply to the model
  /// or the classes asked for.
  enum Basis: Sendable {
    /// True samples, which exact models can draw.
    case exact(@Sendable (MetricSamples, TrueReference) -> Double?)
    /// What a judge finds in pictures.
    case judged(@Sendable (JudgedSamples, FrechetDistance) -> Double?)
  }

  init(
    name: String, symbol: String, unit: String, summary: String, better: Score.Better,
    format: Statistic.Format, basis: Basis
  ) {
    statistic = Statistic(
      name: name, symbol: symbol, unit: unit, summary: summary, format: format, scale: .linear)
    self.better = better
    self.basis = basis
  }

  /// As in files and on the command line.
  public var name: String { statistic.name }

  func scores(_ draw: MetricDraw) -> Scores? {
    switch basis {
    case .exact(let score): draw.exact?.scores(name, score)
    case .judged(let score): draw.judged?.scores(name, score)
    }
  }

  /// Whether a judge has to look at the samples.
  var isJudged: Bool { if case .judged = basis { true } else { false } }
}

extension Metric {
  /// What the draws come to together; `nil` for a metric that does not apply.
  fileprivate func score(_ draws: [Scores], samples: Int) -> Score? {
    guard !draws.isEmpty else { return nil }
    let halves = draws.compactMap(\.half)
    return Score(
      statistic, better: better, samples: samples, samplesNeeded: Self.samplesNeeded,
      value: Estimate(
        mean: Estimate(draws.map(\.made)).mean,
        spread: Estimate(halves.isEmpty ? draws.map(\.made) : halves).spread),
      floor: Estimate(draws.map(\.fresh)))
  }
}

/// All metrics, in the order in which panels show them.
public let metrics: [Metric] = [
  .slicedWasserstein, .maximumMeanDiscrepancy, .modeCoverage, .outOfSupport, .nearestImage,
  .classAgreement, .digitDistance, .digitAgreement,
]

/// Measures a finished batch against the true distribution; the same seed gives the same numbers.
///
/// Everything that chance has a part in is drawn several times: the true samples that the batch is
/// compared with, the fresh ones that make the floor, and halves of the batch. A score of half of a
/// batch is as far from another as two batches are: the halves tell the spread of the score (the
/// delete-half jackknife, Shao & Wu 1989, The Annals of Statistics 17).
/// - Parameters:
///   - samples: rows of samples.
///   - classes: the class that each was asked for, `anyClass` for the whole distribution.
///   - judge: asked where it knows what the model's samples show, and only for metrics that need it.
///   - names: of the metrics that are wanted; `nil` for all.
///   - truths: what is known of true samples, where something is kept.
///   - isCancelled: asked before every draw.
/// - Returns: the metrics that apply; none where neither the model's distribution nor a judge is
///   known.
public func endMetrics(
  _ samples: [Double], of model: any Denoiser, classes: [Int32], seed: UInt64,
  judge: @autoclosure () -> ImageJudge?, only names: Set<String>? = nil,
  truths: KnownTruths? = nil, with kernels: Kernels, isCancelled: () -> Bool = { false }
) throws(MetricError) -> [Score] {
  let classes = Array(classes.prefix(samples.count / model.shape.count))
  let metrics = metrics.filter { names?.contains($0.name) ?? true }
  guard !classes.isEmpty, !metrics.isEmpty else { return [] }
  let evidence = MetricEvidence(
    samples, of: model, classes: classes, seed: seed,
    metrics.contains(where: \.isJudged) ? judge() : nil, truths, kernels)
  var found = metrics.map { _ in [Scores]() }
  for index in 0..<drawCount {
    if isCancelled() { throw .stopped }
    let draw = evidence.draw(index)
    for (place, metric) in metrics.enumerated() {
      if let scores = metric.scores(draw) { found[place].append(scores) }
    }
  }
  return zip(metrics, found).compactMap { metric, scores in
    metric.score(scores, samples: classes.count)
  }
}

private let drawCount = 6

/// Why a batch was not measured.
public enum MetricError: Error, Hashable, Sendable {
  case stopped
}
