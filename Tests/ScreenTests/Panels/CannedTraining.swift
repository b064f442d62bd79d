import Experiments
import Files
import Glibc
import Networks
import Quickstep
import Runs
import Workbench

extension Canned {
  /// The state with a training that has taken `steps` of 20 000 steps of 128 pictures.
  static func training(_ state: State, steps: Int) -> State {
    var state = state.pressing("T")
    for scalar in "examples/digits.toml".unicodeScalars {
      _ = state.reduce(.keyPressed(.character(scalar)))
    }
    _ = state.reduce(.keyPressed(.enter))
    let shape = SampleShape.picture(width: 28, height: 28, channels: 1)
    var plan = TrainingPlan()
    plan.data = Choice("digits")
    plan.network = Choice("unet", ["channels": .integers([32, 64])])
    plan.batch = 128
    plan.folder = "digits"
    let outline = RunOutline(plan, shape: shape)
    let sentence = TrainingFamily().sentence(plan)
    _ = state.reduce(.sentenceRead(sentence))
    var events: [RunEvent] = [.started(RunStart(sentence, outline: outline))]
    var curve = TrainingCurve(batch: 128, stride: outline.recordStride)
    func tell(_ isShown: Bool) {
      var record = curve.record
      if record.step > 0 {
        record.seconds = 0.25 * Double(outline.recordStride)
        record.amend(outline.index(of: "ms")!, 250)
        record.amend(outline.index(of: "speed")!, 512)
      }
      let shown = Preview(pictures(count: 16, size: 3 + record.step / 1000), of: shape)
      events.append(.step(record, isShown ? [shown] : nil))
    }
    tell(true)
    for step in 0..<steps {
      let share = exp(-Float(step) / 2000)
      curve.add(
        TrainingRecord(
          step: step + 1, loss: 0.1 + 0.9 * share, gradientNorm: 0.2 + share, rate: 1e-3))
      if (step + 1) % outline.recordStride == 0 { tell((step + 1) % 500 == 0) }
    }
    _ = state.reduce(.runReported(events))
    return state
  }

  /// Discs on black.
  private static func pictures(count: Int, size: Int) -> [Double] {
    (0..<count).flatMap { sample in
      (0..<784).map { index -> Double in
        let (dx, dy) = (Double(index % 28 - 14), Double(index / 28 - 14))
        return (dx * dx + dy * dy).squareRoot() < Double(size + sample % 5) ? 1 : -1
      }
    }
  }
}
