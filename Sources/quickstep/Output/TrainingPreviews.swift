import Files
import Networks
import Runs
import Screen

/// Writes what a training shows into its folder.
struct TrainingPreviews {
  private let folder: TrainingFolder
  private let stride, last: Int

  init(_ plan: TrainingPlan) {
    folder = TrainingFolder(plan.folder)
    (stride, last) = (plan.preview, plan.steps)
  }

  func take(_ event: RunEvent) throws {
    guard case .step(let record, let previews?) = event, record.step > 0,
      record.step.isMultiple(of: stride) || record.step == last,
      let picture = previews.first??.picture()
    else { return }
    try PNGFile.write(PixelPicture(picture), to: folder.preview(step: record.step))
  }
}
