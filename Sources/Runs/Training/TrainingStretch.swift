import Networks

/// What consecutive steps of a training told, from one record to the next.
package struct TrainingStretch {
  package private(set) var end = 0
  /// Steps since the record before.
  private(set) var count = 0
  /// Time for nothing but steps; `nil` where they were not watched.
  private(set) var stepSeconds: Double?
  /// All time since the record before, but for pauses.
  private(set) var seconds: Double?

  private var smoothed = SmoothedLoss()
  private var gradients = 0.0
  private var newestRate: Float = 0

  package init() {}

  /// Over about 100 steps.
  var loss: Double { smoothed.value }
  /// Mean over the stretch.
  var gradient: Double? { count > 0 ? gradients / Double(count) : nil }
  var rate: Double? { count > 0 ? Double(newestRate) : nil }

  /// - Parameter seconds: how long the step took; `nil` for one of an earlier run.
  package mutating func add(_ record: TrainingRecord, seconds: Double?) {
    end = record.step
    count += 1
    smoothed.add(record.loss)
    gradients += Double(record.gradientNorm)
    newestRate = record.rate
    guard let seconds else { return }
    stepSeconds = (stepSeconds ?? 0) + seconds
    spend(seconds)
  }

  /// Time that went to something else than steps.
  mutating func spend(_ more: Double) { seconds = (seconds ?? 0) + more }

  /// Begins the next stretch.
  package mutating func next() { (count, gradients, stepSeconds, seconds) = (0, 0, nil, nil) }
}
