import Experiments
import Runs

extension State {
  /// Takes in one thing that happened to the run.
  mutating func take(_ event: RunEvent) {
    switch event {
    case .loading(let share): launch?.loaded = share
    case .started(let start): launch?.start = start
    case .step(let record, let previews):
      // The run before stays on the screen until the new one has something to show.
      if let start = launch?.start {
        run = ShownRun(start: start)
        launch = nil
      }
      run?.add(record, previews)
    case .paused: run?.status = .paused
    case .resumed: run?.status = .running
    case .finished: run?.status = .finished
    case .cancelled:
      if launch == nil { run?.status = .cancelled }
      launch = nil
    case .failed(let reason):
      if launch == nil { run?.status = .failed(PrintableText(reason).text) }
      launch = nil
      complain(reason)
    case .saved(let model, let step): learn(savedModel: model, step: step)
    case .presetSaved(let path): inform("Saved as the preset \(path).")
    case .fileSaved(let path, let model): learn(saved: path, beside: model)
    case .found(let finding): take(finding)
    case .scores(let scores): run?.scores = scores
    case .sweep(let event): take(event)
    case .measured(let statistic, let values): run?.amend(statistic, values)
    case .redrawn(let previews): run?.redraw(previews)
    case .unmeasurable(let statistic, let reason):
      run?.obstacles[statistic] = PrintableText(reason).text
    }
  }

  private mutating func take(_ event: SweepEvent) {
    sweep.take(event)
    switch event {
    case .planned(_, _, let note?): inform(note)
    case .failed(let reason): complain(reason)
    default: break
    }
  }

  /// A run that another has followed before it showed anything is not told of.
  private mutating func take(_ finding: Finding) {
    guard launch == nil, run != nil else { return }
    run?.finding = finding
    inform(finding.text)
  }

  /// Whether a run is under way, or about to be.
  public var isRunActive: Bool {
    launch != nil || run?.status.isActive == true || sweep.isActive
  }
}
