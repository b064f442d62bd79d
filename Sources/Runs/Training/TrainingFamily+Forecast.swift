import Experiments
import Files
import Networks
import Quickstep

extension TrainingFamily {
  public func forecast(_ plan: TrainingPlan, _ card: ModelCard) -> Forecast {
    let known = card.knowledge as? KnownData
    var forecast = Forecast(RunOutline(plan, shape: known?.shape ?? plan.likelyShape))
    guard let known else { return forecast }
    do throws(TrainingError) {
      let data = known.limited(by: plan)
      try TrainingSetup.check(plan, data: data)
      // Nobody has looked at the networks of a cast.
      guard plan.cast.isEmpty else { return forecast }
      let setup = try TrainingSetup(plan, data: data)
      forecast.notes[.model] = "\(setup.network.parameterCount) parameters"
    } catch {
      forecast.problem = Forecast.Problem(error.role, "\(error)")
    }
    return forecast
  }

  public func spelling(_ plan: TrainingPlan, _ card: ModelCard) -> Spelling {
    var spelling = Spelling()
    spelling.fixed = fixed(plan, card)
    guard let objective = try? objectives.make(plan.objective) else { return spelling }
    if plan.schedule == nil { spelling.components["schedule"] = objective.kind.usualSchedule }
    if plan.solver == nil { spelling.components["solver"] = objective.kind.usualSolver }
    return spelling
  }
}

/// Words that say nothing to the plan's method, as long as they say nothing.
private func fixed(_ plan: TrainingPlan, _ card: ModelCard) -> [String: String] {
  let (said, standard) = (plan.settings, TrainingPlan().settings)
  let silent = plan.unusedWords.filter {
    said[$0] == standard[$0] || said[$0] == card.defaults[$0]
  }
  let reason = "The method \(plan.method.name) makes nothing of this word. Choose another method."
  return Dictionary(uniqueKeysWithValues: silent.map { ($0, reason) })
}

extension TrainingPlan {
  /// Of the samples, as long as nobody has looked at the data.
  fileprivate var likelyShape: SampleShape {
    network.name == NetworkDocument.Layers.declaration.name
      ? .point(dimensions: 2) : .picture(width: 28, height: 28, channels: 1)
  }
}

extension TrainingError {
  /// Where what is wrong can be changed.
  fileprivate var role: Role {
    switch self {
    case .noClasses(.conditional), .unconditional: .guidance
    case .noClasses(.classification), .needsClassification, .needsClassifier, .unused, .knots,
      .declaration:
      .solver
    case .tooFew, .tooLong: .steps
    default: .model
    }
  }
}
