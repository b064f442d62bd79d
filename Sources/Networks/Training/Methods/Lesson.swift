import Experiments
import Files
import Tensors

/// A training method with everything that it needs: the network that learns, and what it learns
/// from a batch.
protocol Lesson: Sendable {
  var network: any Network { get }
  /// The weights that it starts from; `nil` for fresh ones.
  var start: NetworkWeights? { get }
  /// What the network is used as, once it has learned.
  var product: TrainingProduct { get }
  /// Bytes that it keeps from step to step.
  var memory: Int { get }

  /// Does what takes long and comes before the first step.
  /// - Throws: `TrainingError`, or `CancellationError`.
  mutating func prepare(with kernels: Kernels, isCancelled: () -> Bool) throws

  /// Takes one step: asks, compares, and says the gradient of the loss by what was answered.
  /// - Returns: the loss before it.
  /// - Throws: `TrainingError.notFinite`, with nothing changed.
  mutating func step(_ run: inout TrainingContext) throws(TrainingError) -> Float

  /// What the training comes to so far, beside its loss; `nil` where there is nothing to say.
  /// - Parameter model: of the averaged weights; `nil` for what makes no samples.
  func finding(_ model: NetworkModel?, with kernels: Kernels) -> Finding?
}

extension Lesson {
  var start: NetworkWeights? { nil }
  var memory: Int { 0 }

  mutating func prepare(with kernels: Kernels, isCancelled: () -> Bool) throws {}
  func finding(_ model: NetworkModel?, with kernels: Kernels) -> Finding? { nil }
}

/// What a lesson is made of.
struct TrainingBrief {
  let plan: TrainingPlan
  let data: any TrainingData
  let cast: TrainingCast

  /// Rows of the table of classes, the one for no class included; 0 without classes.
  var classCount: Int { plan.isConditional ? data.classNames.count + 1 : 0 }

  /// The network that the plan names, before it is made for the data.
  func layers() throws(TrainingError) -> TrainedNetwork {
    try TrainingError.declared { () throws(DeclarationError) in
      try trainedNetworks.make(plan.network)
    }
  }

  /// The teacher, which knows samples like the data.
  func teacher() throws(TrainingError) -> TrainingTeacher {
    guard let teacher = cast.teacher else {
      throw .missing(.teacher, method: plan.method.name)
    }
    guard teacher.model.shape == data.shape else {
      throw .unfitTeacher(teacher.name, .shape(teacher.model.shape, data: data.shape))
    }
    return teacher
  }

  /// The teacher, a network which knows samples like the data as a flow.
  func flowTeacher() throws(TrainingError) -> FrozenNetwork {
    let teacher = try teacher()
    guard case .network(let network) = teacher else {
      throw .unfitTeacher(teacher.name, .notANetwork)
    }
    try network.checkFlow()
    return network
  }
}

/// What has been trained, as its `quickstep.toml` says.
public enum TrainingProduct: Sendable {
  case network(NetworkDocument)
  case classifier(ClassifierDocument)
}
