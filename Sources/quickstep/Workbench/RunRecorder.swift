import Experiments
import Runs

/// Puts together what the engine tells of runs, and hands on those that have ended.
struct RunRecorder {
  private var account: RunAccount?
  /// The newest run of live mode that has ended.
  private var newest: RunAccount?

  /// The same in live mode, where every change runs and the run that it comes to rest with is kept.
  mutating func takeLive(_ events: [RunEvent]) -> Sentence? {
    let told = take(events)
    newest = told.ended.last ?? newest
    return told.begun
  }

  /// What live mode has come to rest with.
  mutating func leaveLive() -> [RunAccount] {
    defer { newest = nil }
    return newest.map { [$0] } ?? []
  }

  /// - Returns: what there is to keep, and the run that has begun last.
  mutating func take(_ events: [RunEvent]) -> (ended: [RunAccount], begun: Sentence?) {
    var ended: [RunAccount] = []
    var begun: Sentence?
    for event in events {
      if case .started(let start) = event {
        ended += stop()
        account = RunAccount(start, at: wallSeconds())
        begun = start.sentence
      } else if account?.take(event, at: wallSeconds()) == true {
        ended += account.map { [$0] } ?? []
      }
    }
    return (ended, begun)
  }

  /// Ends what still goes on, as another run or the end of the program does.
  mutating func stop() -> [RunAccount] {
    guard account?.finish(.stopped, at: wallSeconds()) == true, let account else { return [] }
    return [account]
  }
}
