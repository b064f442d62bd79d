import Experiments
import Files
import Quickstep

/// The network learns from data alone what the plan's objective asks it for.
struct Matching: TrainingMethod {
  static let declaration = Declaration(
    "match", title: "matching", summary: "the network learns what the objective asks for")

  init(_ knobs: KnobValues) {}

  func lesson(_ brief: TrainingBrief) throws(TrainingError) -> any Lesson {
    let (plan, data) = (brief.plan, brief.data)
    let settings = try TrainingError.declared { () throws(DeclarationError) in
      try objectives.make(plan.objective)
    }
    let layers = try brief.layers()
    try Self.check(plan, settings, data)
    if settings.kind == .classification {
      let (network, description) = try layers.classifier(data)
      return ClassMatching(network: network, description: description)
    }
    let network = try layers.predictor(data.shape, classCount: brief.classCount)
    let description = NetworkDocument(plan, settings, network, data)
    let process = try TrainingError.declared { () throws(DeclarationError) in
      try NetworkProcess(description)
    }
    return PredictionMatching(
      network: network, objective: Objective(process, settings), description: description)
  }

  private static func check(
    _ plan: TrainingPlan, _ objective: TrainingObjective, _ data: any TrainingData
  ) throws(TrainingError) {
    if plan.isConditional || objective.kind == .classification, data.classNames.isEmpty {
      throw .noClasses(objective.kind == .classification ? .classification : .conditional)
    }
    if let guidance = plan.guidance, !plan.isConditional,
      (try? guidances.make(guidance))?.needsClass == true
    {
      throw .unconditional(guidance: guidance.name)
    }
  }
}
