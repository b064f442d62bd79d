import Quickstep
import Runs

extension State {
  /// Takes in one thing that happened to the run.
  mutating func take(_ event: RunEvent) {
    switch event {
    case .loading(let share): launch?.loaded = share
    case .started(let start): launch?.start = start
    case .step(let record, let preview):
      // The run before stays on the screen until the new one has something to show.
      if let start = launch?.start {
        run = ShownRun(start: start)
        launch = nil
        learnClasses(of: start)
        if start.subject != nil, focus.isSetting { focus = .preview }
      }
      run?.add(record, preview)
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
    case .metrics(let metrics): run?.metrics = metrics
    case .measured(let statistic, let values): run?.amend(statistic, values)
    case .unmeasurable(let statistic, let reason):
      run?.obstacles[statistic] = PrintableText(reason).text
    }
  }

  private mutating func learnClasses(of start: RunStart) {
    guard let names = start.classNames, let model = start.request.plan?.model.name,
      let index = models.firstIndex(where: { $0.name == model }), models[index].classNames == nil
    else { return }
    models[index].classNames = names
    if plan.model.name == models[index].name { adopt(plan) }
  }

  /// Whether a run is under way, or about to be.
  public var isRunActive: Bool { launch != nil || run?.status.isActive == true }
}
