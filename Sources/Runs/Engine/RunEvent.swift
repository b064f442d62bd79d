import Quickstep

/// What a run says of itself before its first step.
public struct RunStart: Sendable {
  public let request: RunRequest
  public let outline: RunOutline
  /// The form of every sample in previews.
  public let shape: SampleShape
  /// The classes of the model; `nil` where they say nothing of a plan's model.
  public let classNames: [String]?
  /// A box around the true samples, coordinate by coordinate; `nil` where it is not known.
  public let bounds: [ClosedRange<Double>]?
  /// What is run, where no plan says it.
  public let subject: RunSubject?
}

/// What happens to a run, in this order: started, the start's record, steps, and one of finished,
/// failed or cancelled; then the end metrics and what is measured late.
public enum RunEvent: Sendable {
  /// Before the start: the share of the model that is loaded, where that takes time.
  case loading(Double)
  case started(RunStart)
  /// A record, and a preview where one was made.
  case step(RunRecord, RunPreview?)
  case paused
  case resumed
  /// All steps are done.
  case finished
  case cancelled
  case failed(String)
  /// A model was written, as it is after a step.
  case saved(model: String, step: Int)
  case metrics([MetricResult])
  /// Values of a statistic that come later than their steps, record by record from the start;
  /// `nil` where undefined.
  case measured(statistic: String, [Double?])
  /// Why a statistic will have no values.
  case unmeasurable(statistic: String, reason: String)
}
