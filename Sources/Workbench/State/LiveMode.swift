import Experiments
import Runs

/// Live mode: whatever changes the sentence runs it anew, as long as that takes a moment.
public struct LiveMode: Sendable {
  /// Seconds from a change to its run; another change meanwhile begins them again.
  public static let delay = 0.15
  /// Seconds that a run may take.
  public static let longest = 1.0

  public internal(set) var isOn = false
  /// The number of the newest change.
  var changes = 0
}

extension State {
  /// Why the present sentence cannot be run at every change.
  var liveObstacle: String? {
    family.isSaved ? "what such a run makes is saved; \(key("run")) starts one" : startObstacle
  }

  mutating func toggleLive() -> [Effect] {
    live.isOn.toggle()
    inform(
      live.isOn
        ? "Live mode: every change runs at once; \(key("live")) ends it." : "Live mode is off.")
    return live.isOn && run?.sentence != sentence ? liveAlarm() : []
  }

  /// Asks for the time after which the sentence as it is now is run.
  mutating func liveAlarm() -> [Effect] {
    guard live.isOn else { return [] }
    live.changes += 1
    return [.wake(.change(live.changes), afterSeconds: LiveMode.delay)]
  }

  /// The sentence has rested since a change.
  mutating func runLive(after change: Int) -> [Effect] {
    guard live.isOn, change == live.changes, forecast.problem == nil,
      sentence != launch?.sentence ?? run?.sentence
    else { return [] }
    if let liveObstacle {
      endLive(liveObstacle)
      return []
    }
    if let seconds = liveSeconds, seconds > LiveMode.longest {
      endLive("this run would take about \(format(seconds)) s; \(key("run")) starts it")
      return []
    }
    launch = Launch(sentence: sentence)
    run?.walkedTo = nil
    return [.start(sentence, .running)]
  }

  /// Ends live mode where the run shown takes longer than it may.
  mutating func timeLiveRun() {
    guard live.isOn, launch == nil, let run, run.sentence == sentence else { return }
    let seconds = run.records.reduce(0) { $0 + ($1.seconds ?? 0) }
    guard seconds > LiveMode.longest else { return }
    let isOver = run.status == .finished
    endLive("this run \(isOver ? "took \(format(seconds)) s" : "takes longer than a second")")
  }

  private mutating func endLive(_ reason: String) {
    live.isOn = false
    inform("Live mode is off: \(reason).")
  }

  /// How long the sentence would run, from what the run shown has taken; nil where they ask different
  /// models or other numbers of samples.
  private var liveSeconds: Double? {
    guard let run, let speed = run.speed, let total = forecast.outline.budget.total,
      run.sentence.family == sentence.family,
      family.words.allSatisfy({
        $0.home != .model || run.sentence[$0.key] == sentence[$0.key]
      })
    else { return nil }
    return Double(total) / speed
  }
}
