import Experiments
import Files
import Networks
import Quickstep
import Runs

/// A training of 1000 steps of 8 points that tells every 100 steps.
enum CannedTraining {
  static let plan = {
    var plan = TrainingPlan()
    (plan.steps, plan.batch, plan.preview) = (1000, 8, 300)
    return plan
  }()

  static let sentence = TrainingFamily().sentence(plan)

  static let outline = RunOutline(plan, shape: .point(dimensions: 2))

  static let start = RunStart(sentence, outline: outline)

  /// The start, and records by number.
  static func events(_ records: ClosedRange<Int>) -> [RunEvent] {
    var curve = TrainingCurve(batch: 8, stride: outline.recordStride)
    return [.started(start)]
      + records.map { number in
        for step in max(0, 100 * number - 100)..<100 * number {
          curve.add(TrainingRecord(step: step + 1, loss: 1, gradientNorm: 0.5, rate: 1e-3))
        }
        var record = curve.record
        if number > 0 {
          record.seconds = 100.0 / 512
          record.amend(outline.index(of: "ms")!, 1000.0 / 512)
          record.amend(outline.index(of: "speed")!, 8 * 512)
        }
        let field = TestStore.field(of: "moons", at: 0)
        let preview = Preview.points(Points([1, 2], dimensions: 2, field: field))
        return .step(record, number.isMultiple(of: 3) ? [preview] : nil)
      }
  }
}
