import Files
import Quickstep
import Tensors

extension Trainer {
  /// The network with its averaged weights, as a model to sample from; `nil` for a classifier.
  public func model() throws(TrainingError) -> NetworkModel? {
    guard let description = setup.description, case .prediction(let objective) = setup.task else {
      return nil
    }
    do throws(NetworkProblem) {
      return try NetworkModel(
        setup.network, averagedWeights(), objective.process, shape: setup.data.shape,
        classes: try ClassTable(setup.network.classKind, description))
    } catch {
      throw .network(error)
    }
  }

  /// What previews show: always the same noise, the classes in turn.
  public func previewPlan(samples: Int) throws(DeclarationError) -> Plan {
    var plan = Plan(steps: setup.plan.samplingSteps, batch: samples)
    if case .prediction(let objective) = setup.task {
      try plan.adopt(objective.process.defaults)
    }
    return plan
  }
}
