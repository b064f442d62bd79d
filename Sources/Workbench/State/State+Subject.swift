import Runs

// What is run where no plan says it.
extension State {
  /// The run under way that is not of a plan.
  private var subject: RunSubject? {
    run?.status.isActive == true ? run?.start.subject : nil
  }

  /// What a settings panel says of a run that is not of a plan; `nil` where it shows the plan, as the
  /// panel with the focus always does.
  public func facts(of panel: Panel) -> [RunSubject.Fact]? {
    guard let subject, panel != focus else { return nil }
    return switch panel {
    case .model: subject.model
    case .solver: subject.solver
    case .steps: subject.steps
    case .guidance: subject.guidance
    case .preview, .trajectory, .quality: nil
    }
  }

  /// Whether a settings panel shows a plan that is not the one under way.
  public func isOfNextPlan(_ panel: Panel) -> Bool {
    subject != nil && panel.isSetting && panel == focus
  }
}
