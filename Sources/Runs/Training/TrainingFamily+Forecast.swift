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
      let setup = try TrainingSetup(plan, data: known.limited(by: plan))
      forecast.notes[.model] = "\(setup.network.parameterCount) parameters"
    } catch {
      forecast.problem = Forecast.Problem(error.role, "\(error)")
    }
    return forecast
  }

  public func spelling(_ plan: TrainingPlan, _ card: ModelCard) -> Spelling {
    var spelling = Spelling()
    guard let objective = try? objectives.make(plan.objective) else { return spelling }
    if plan.schedule == nil { spelling.components["schedule"] = objective.kind.usualSchedule }
    if plan.solver == nil { spelling.components["solver"] = objective.kind.usualSolver }
    return spelling
  }
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
    case .noClasses(.classification), .needsClassification, .needsClassifier,
      .network(.declaration):
      .solver
    case .tooFew, .tooLong: .steps
    default: .model
    }
  }
}
