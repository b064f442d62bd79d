import Experiments
import Files
import Quickstep
import Tensors

/// The part of a network beside the one that learns, called as the word that names it.
public enum CastRole: String, CaseIterable, Sendable {
  /// Knows what is to be learned, and stays as it is.
  case teacher
}

/// The models of a training beside the network that learns.
public struct TrainingCast: Sendable {
  public var teacher: TrainingTeacher?

  public init(teacher: TrainingTeacher? = nil) { self.teacher = teacher }
}

/// What a training learns from and does not change.
public enum TrainingTeacher: Sendable {
  case network(FrozenNetwork)
  /// A model whose distribution is known, called as it was named.
  case exact(String, any ExactModel)

  /// As it was named.
  public var name: String {
    switch self {
    case .network(let network): network.name
    case .exact(let name, _): name
    }
  }

  public var model: any Denoiser {
    switch self {
    case .network(let network): network.model
    case .exact(_, let model): model
    }
  }
}

extension TrainingPlan {
  /// The name or path of the network that plays a part; `nil` where none is named.
  public subscript(role: CastRole) -> String? {
    switch role {
    case .teacher: teacher == Self.noTeacher ? nil : teacher
    }
  }
}

/// A trained network that a training asks and does not change.
public struct FrozenNetwork: Sendable {
  /// As it was named.
  public let name: String
  public let document: NetworkDocument
  public let model: NetworkModel

  public var network: any Network { model.network }
  var weights: NetworkWeights { model.weights }

  /// Reads a network that was trained by this program.
  /// - Throws: `TrainingError` for other networks; what reading throws.
  public init(
    _ name: String, _ checkpoint: Checkpoint, with kernels: Kernels,
    progress: @Sendable (Double) -> Void = { _ in },
    isCancelled: @Sendable () -> Bool = { false }
  ) throws {
    guard let document = checkpoint.document else {
      throw TrainingError.unfitTeacher(name, .otherProgram)
    }
    self.name = name
    self.document = document
    model = try checkpoint.model(
      with: kernels, canonicalValues: .kept, progress: progress, isCancelled: isCancelled)
  }

  /// Checks that it knows samples as a flow.
  func checkFlow() throws(TrainingError) {
    guard document.prediction == .flow, document.preconditioning == .none else {
      throw .unfitTeacher(
        name,
        .prediction(document.preconditioning == .none ? document.prediction.rawValue : "edm"))
    }
  }
}
