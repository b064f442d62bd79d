import Experiments
import Files
import Glibc
import History
import Workbench

/// What the workbench was left with, as far as the history tells.
struct LastTime {
  var sentence: Sentence?
  var theme: String?
  var focus: Panel?
  /// The plan of a workbench that was killed.
  var killed: Sentence?
  /// Why nothing is known.
  var problem: String?

  private enum Name {
    static let plan = "last-plan", theme = "last-theme", focus = "last-focus"
  }

  /// Reads what there is; without a history nothing, and none is made.
  static func read(_ families: Families) -> LastTime {
    var last = LastTime()
    do throws(HistoryError) {
      let path = try HistoryStore.ownPath()
      guard access(path, F_OK) == 0 else { return last }
      let store = try HistoryStore(path, patience: 300)
      func sentence(_ line: String?) -> Sentence? {
        line.flatMap { try? families.sentence(runLine: $0) }
      }
      last.sentence = sentence(try store.setting(Name.plan))
      last.theme = try store.setting(Name.theme)
      last.focus = try store.setting(Name.focus).flatMap(Int.init).flatMap(Panel.init)
      last.killed = sentence(try store.takeKilledSessions().first?.line)
    } catch {
      last.problem = "\(error)"
    }
    return last
  }

  /// What is to be kept for the next time.
  static func settings(of state: State) -> [String: String] {
    var settings = [
      Name.plan: state.families.runLine(state.sentence), Name.focus: "\(state.focus.rawValue)",
    ]
    settings[Name.theme] = state.chosenTheme
    return settings
  }
}
