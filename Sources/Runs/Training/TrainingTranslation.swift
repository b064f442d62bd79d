import Networks
import Quickstep

/// Tells a training in the words that all kinds of run share.
package struct TrainingTranslation {
  private let shape: SampleShape
  private let data: String
  private let bounds: [ClosedRange<Double>]?
  private let subject: RunSubject
  private let steps: Int
  private let batch: Int
  /// Steps from one record to the next, so that there are at most a few thousand.
  package let recordStride: Int
  /// Steps from one preview to the next: those of the file, unless that makes too many to keep.
  package let previewStride: Int
  /// Samples of a preview.
  let previewSamples: Int

  private static let recordLimit = 2000
  private static let previewLimit = 200

  /// - Parameters:
  ///   - shape: of a sample.
  ///   - data: what is trained on, as a model's name or path.
  ///   - bounds: a box around the data; `nil` where it is not known.
  ///   - preview: steps from preview to preview that were asked for.
  package init(
    shape: SampleShape, data: String, bounds: [ClosedRange<Double>]? = nil, subject: RunSubject,
    steps: Int, batch: Int, preview: Int
  ) {
    self.shape = shape
    self.data = data
    self.bounds = bounds
    self.subject = subject
    self.steps = steps
    self.batch = batch
    recordStride = Self.roundStride(steps, limit: Self.recordLimit)
    let previews = max(1, steps / preview)
    previewStride = preview * ((previews + Self.previewLimit - 1) / Self.previewLimit)
    let wanted =
      switch shape {
      case .picture: 40
      case .point: 1024
      }
    previewSamples = KeptBudget.previewedSamples(
      batch: wanted, shape: shape, kinds: 1,
      previews: min(previews, Self.previewLimit) + PreviewPace.mostByClock + 2)
  }

  init(_ setup: TrainingSetup) {
    let document = setup.document
    self.init(
      shape: setup.data.shape, data: document.data.path, bounds: setup.data.bounds,
      subject: RunSubject(setup), steps: document.optimizer.steps,
      batch: document.optimizer.batch, preview: document.output.preview)
  }

  /// The smallest of 1, 2, 5, 10, 20 … that makes at most `limit` parts of `count`.
  private static func roundStride(_ count: Int, limit: Int) -> Int {
    var stride = 1
    while count / stride > limit {
      stride = String(stride).first == "2" ? stride / 2 * 5 : stride * 2
    }
    return stride
  }

  package func start(_ request: RunRequest) -> RunStart {
    RunStart(
      request: request,
      outline: RunOutline(
        statistics: statistics.enumerated().map { rank, statistic in
          RunStatistic(statistic: statistic, rank: rank, largest: steps, delay: nil)
        },
        steps: steps,
        budget: RunBudget(unit: unit, total: steps * batch, speed: .rate),
        previews: [PreviewKind(name: "EMA", shortName: "samples")],
        landmark: "loss", plotted: ["loss", "gradient"], foreseen: [:],
        qualityObstacle: "Sample from the saved model to measure it."),
      shape: shape, classNames: nil, bounds: bounds, subject: subject)
  }

  /// In the order in which tables show them, and in which they keep them where they get narrow.
  private var statistics: [Statistic] {
    [
      Statistic(
        name: "step", symbol: "#", unit: "", summary: "steps taken", format: .count,
        scale: .linear),
      Statistic(
        name: "loss", symbol: "loss", unit: "", summary: "mean over about 100 steps",
        format: .significant, scale: .logarithmic),
      Statistic(
        name: "speed", symbol: "\(unit)/s", unit: "",
        summary: "\(unit) a second, previews left out",
        format: .significant, scale: .linear),
      Statistic(
        name: "gradient", symbol: "|grad|", unit: "", summary: "mean length before clipping",
        format: .significant, scale: .logarithmic),
      Statistic(
        name: "rate", symbol: "rate", unit: "", summary: "learning rate", format: .significant,
        scale: .logarithmic),
      Statistic(
        name: "ms", symbol: "ms", unit: "ms", summary: "wall time of a step",
        format: .significant, scale: .linear),
    ]
  }

  private var unit: String {
    switch shape {
    case .picture: "images"
    case .point: "points"
    }
  }

  /// - Parameter stretch: the steps since the record before.
  package func record(_ stretch: TrainingStretch) -> RunRecord {
    let stepTime = stretch.stepSeconds.flatMap { $0 > 0 ? $0 / Double(stretch.count) : nil }
    return RunRecord(
      step: stretch.end,
      values: [
        Double(stretch.end), stretch.count > 0 ? stretch.loss : nil,
        stepTime.map { Double(batch) / $0 }, stretch.gradient, stretch.rate,
        stepTime.map { $0 * 1000 },
      ],
      spent: stretch.end * batch, seconds: stretch.seconds)
  }

  /// - Parameter samples: rows of samples; `nil` where there are none.
  package func preview(_ samples: [Double]?) -> RunPreview? {
    guard let samples else { return nil }
    let density =
      shape == .point(dimensions: 2)
      ? TrueDensity(
        model: Choice(data), classIndex: anyClass,
        level: NoiseLevel(t: 0, alpha: 1, sigma: 0)) : nil
    return RunPreview(
      batches: [RunPreview.Batch(values: PreviewValues(samples, of: shape), density: density)])
  }
}
