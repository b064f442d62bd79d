import Experiments

extension State {
  /// Shows a panel in the lower part of the screen.
  mutating func show(below panel: Panel) {
    lowerPanel = panel
    focus(on: panel)
  }

  /// Asks what the panel of kept runs needs, as long as it is there.
  mutating func askHistory() -> [Effect] {
    guard lowerPanel == .history else { return [] }
    if focus == .history, case .filter(let input) = open { kept.filter = input.text }
    return kept.questions().map { .history($0) }
  }

  mutating func learn(_ answer: HistoryAnswer) {
    kept.learn(answer)
    switch answer {
    case .refused(let reason): complain(reason)
    case .changed(let change, let runs): inform(said(change, runs.count))
    case .found, .rows, .thumbnail, .misread, .added: break
    }
  }

  private func said(_ change: HistoryChange, _ count: Int) -> String {
    let runs = count == 1 ? "1 run" : "\(count) runs"
    return switch change {
    case .tag(_, let name): "\(runs) tagged \(name); \(key("undo-runs")) takes it back."
    case .untag(_, let name):
      "The tag \(name) taken from \(runs); \(key("undo-runs")) puts it back."
    case .delete: "\(runs) deleted; \(key("undo-runs")) brings them back."
    case .restore: "\(runs) brought back."
    case .undo: "Taken back for \(runs)."
    }
  }

  /// Makes the run under the cursor the plan.
  /// - Returns: the plan; `nil` where its line cannot be read.
  mutating func takeKeptRun() -> Sentence? {
    guard let sentence = readKeptRun() else { return nil }
    turn(to: sentence)
    return sentence
  }

  /// The run under the cursor; `nil` where its line cannot be read, which is then said.
  mutating func readKeptRun() -> Sentence? {
    guard let row = kept.selectedRow?.row else { return nil }
    do {
      return try families.sentence(runLine: row.line)
    } catch {
      complain("Run \(row.number): \(error)")
      return nil
    }
  }

  mutating func finishTag(_ draft: TagDraft) -> [Effect] {
    do {
      let name = try HistoryTag.checked(draft.input.text.trimmed)
      open = nil
      if message?.kind == .error { message = nil }
      switch draft.deed {
      case .put: return [.history(.change(.tag(draft.runs, name)))]
      case .take: return [.history(.change(.untag(draft.runs, name)))]
      }
    } catch {
      complain("\(error)")
      return []
    }
  }
}
