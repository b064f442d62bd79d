import Experiments
import Runs

/// Puts together what the engine tells of runs, and hands on those that have ended.
struct RunRecorder {
  private var account: RunAccount?

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
