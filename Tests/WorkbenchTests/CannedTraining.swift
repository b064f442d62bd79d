import Networks
import Quickstep
import Runs

/// A training of 1000 steps of 8 points that tells every 100 steps.
enum CannedTraining {
  static let translation = TrainingTranslation(
    shape: .point(dimensions: 2), data: "moons",
    subject: RunSubject(
      model: [.init("data", "moons")], solver: [.init("learns", "flow")],
      steps: [.init("steps", "1000")], guidance: []),
    steps: 1000, batch: 8, preview: 300)

  static let start = translation.start(.train("a.toml"))

  /// The start, and records by number.
  static func events(_ records: ClosedRange<Int>) -> [RunEvent] {
    var stretch = TrainingStretch()
    return [.started(start)]
      + records.map { number in
        stretch.next()
        for step in max(0, 100 * number - 100)..<100 * number {
          stretch.add(
            TrainingRecord(step: step + 1, loss: 1, gradientNorm: 0.5, rate: 1e-3),
            seconds: 1 / 512)
        }
        let preview = number.isMultiple(of: 3) ? translation.preview([1, 2]) : nil
        return .step(translation.record(stretch), preview)
      }
  }
}
