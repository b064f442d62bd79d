import Experiments
import Runs
import Workbench

/// Keeps what the workbench does: runs and cells as they end, and the plan, to be offered again where
/// the workbench is killed.
struct Bookkeeper {
  private let desk: HistoryDesk
  private var recorder = RunRecorder()
  /// Of the sweep that runs or has run.
  private var cells: CellBook?
  /// When a plan that has changed is put down.
  private(set) var planDue: Double?

  /// In seconds: keys that are held change the plan many times.
  private static let planPause = 1.0

  init(_ desk: HistoryDesk) { self.desk = desk }

  func ask(_ question: HistoryQuestion) { desk.ask(question) }

  func takeAnswers() -> [Action] { desk.takeAnswers() }

  /// Hands runs that have ended to the history.
  /// - Parameter state: before it has taken the events in.
  mutating func record(_ events: [RunEvent], of state: State) {
    let begun: Sentence?
    if state.live.isOn {
      begun = recorder.takeLive(events)
    } else {
      let told = recorder.take(events)
      for account in told.ended { desk.keep(account) }
      begun = told.begun
    }
    keepCells(events, state.families)
    if let begun { note(begun, state.families) }
  }

  private mutating func keepCells(_ events: [RunEvent], _ families: Families) {
    for case .sweep(let event) in events {
      if case .planned(let plan, _, _) = event {
        cells = CellBook(plan, families)
        note(plan.sweep.base, families)
      }
      let entries = cells?.entries(of: event) ?? []
      if !entries.isEmpty { desk.keep(entries) }
    }
  }

  /// Something has happened.
  /// - Parameter before: what the plan was.
  mutating func look(at state: State, planBefore before: Sentence, now: Double) {
    if state.sentence != before { planDue = planDue ?? now + Self.planPause }
    if !state.live.isOn { for account in recorder.leaveLive() { desk.keep(account) } }
  }

  /// Puts down a plan whose time has come.
  mutating func notePlan(of state: State, now: Double) {
    guard let time = planDue, time <= now else { return }
    planDue = nil
    note(state.sentence, state.families)
  }

  private func note(_ plan: Sentence, _ families: Families) {
    desk.note(plan: families.runLine(plan))
  }

  /// Keeps what is left, with the last events, and what the next time begins with.
  mutating func close(_ events: [RunEvent], _ state: State) {
    let ended = recorder.leaveLive() + recorder.take(events).ended + recorder.stop()
    for account in ended { desk.keep(account) }
    desk.remember(LastTime.settings(of: state))
    desk.finish(within: 2)
  }
}
