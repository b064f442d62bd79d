import Experiments

/// What a run says of itself before its first step.
public struct RunStart: Sendable {
  public let sentence: Sentence
  public let outline: RunOutline
  /// How many run in lock-step, of which the sentence is the first.
  public let compared: Int

  package init(_ sentence: Sentence, outline: RunOutline, compared: Int = 1) {
    self.sentence = sentence
    self.outline = outline
    self.compared = compared
  }
}

/// What happens to a run, in this order: started, the start's record, steps, and one of finished,
/// failed or cancelled; then the scores and what is measured late.
public enum RunEvent: Sendable {
  /// Before the start: the share of the model that is loaded, where that takes time.
  case loading(Double)
  case started(RunStart)
  /// A record, and previews as the outline lists them where they were made.
  case step(RunRecord, [Preview?]?)
  case paused
  case resumed
  /// All steps are done.
  case finished
  case cancelled
  case failed(String)
  /// Something was written, as it is after a step.
  case saved(model: String, step: Int)
  /// A sentence was written to a file.
  case presetSaved(String)
  /// Something was written that belongs to a model.
  case fileSaved(String, beside: String)
  /// What the run comes to, before it finishes or is cancelled.
  case found(Finding)
  case scores([Score])
  /// What happens to a sweep.
  case sweep(SweepEvent)
  /// Values of a statistic that come later than their steps, record by record from the start;
  /// `nil` where undefined.
  case measured(statistic: String, [Double?])
  /// Previews of one kind that show more than those of their steps.
  case redrawn(LatePreviews)
  /// Why a statistic will have no values.
  case unmeasurable(statistic: String, reason: String)
}

/// What the scores are called where they cannot be had.
public let qualityName = "quality"
