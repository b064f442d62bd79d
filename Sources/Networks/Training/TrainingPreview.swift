import Files
import Quickstep
import Tensors

extension Trainer {
  /// The network with its averaged weights, as a model to sample from; `nil` for what makes no
  /// samples.
  public func model() throws(TrainingError) -> NetworkModel? {
    guard let description = setup.description, description.role == .model else { return nil }
    let process = try TrainingError.declared { () throws(DeclarationError) in
      try NetworkProcess(description)
    }
    do throws(NetworkProblem) {
      return try NetworkModel(
        setup.network, averagedWeights(), process, shape: setup.data.shape,
        classes: try ClassTable(setup.network.classKind, description))
    } catch {
      throw .network(error)
    }
  }

  /// What previews show: always the same noise, the classes in turn.
  public func previewPlan(samples: Int) throws(DeclarationError) -> Plan {
    var plan = Plan(steps: setup.plan.samplingSteps, batch: samples)
    if let description = setup.description {
      try plan.adopt(NetworkProcess(description).defaults)
    }
    return plan
  }
}
