import Workbench

/// Watches runs for somebody who looks elsewhere: how far they are, and when a long one ends.
struct RunWatch {
  enum News: Equatable {
    /// In percent; `nil` when there is nothing to show any more.
    case progress(Int?)
    case ended(String)
  }

  /// A run that takes fewer seconds is waited for.
  private static let long = 10.0

  private var began: Double?
  private var percent: Int?

  /// What is new since the last call.
  /// - Parameter now: seconds of one clock.
  mutating func look(at state: State, now: Double) -> [News] {
    guard state.isRunActive else {
      let seconds = began.map { now - $0 } ?? 0
      let wasShown = percent != nil
      (began, percent) = (nil, nil)
      return (wasShown ? [.progress(nil)] : [])
        + (seconds >= Self.long ? [.ended(Self.sentence(state, seconds))] : [])
    }
    began = began ?? now
    let share = Self.share(of: state)
    defer { percent = share }
    return share == percent ? [] : [.progress(share)]
  }

  private static func share(of state: State) -> Int? {
    guard let run = state.run, let total = run.outline.budget.total, total > 0,
      let spent = run.records.last?.spent
    else { return nil }
    return min(100, 100 * spent / total)
  }

  private static func sentence(_ state: State, _ seconds: Double) -> String {
    let outcome =
      switch state.run?.status {
      case .failed(let reason): "The run failed: \(reason)"
      case .cancelled: "The run was stopped"
      case .finished, .running, .paused, nil: "The run has ended"
      }
    return "\(outcome), after \(Int(seconds)) s."
  }
}
