import Experiments
import Files
import Quickstep
import Tensors

/// The part of a network beside the one that learns, called as the word that names it.
public enum CastRole: String, CaseIterable, Sendable {
  /// Knows what is to be learned, and stays as it is.
  case teacher
}

/// The networks of a training beside the one that learns.
public struct TrainingCast: Sendable {
  public var teacher: FrozenNetwork?

  public init(teacher: FrozenNetwork? = nil) { self.teacher = teacher }
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

  /// Checks that it knows samples of a shape as a flow.
  func checkFlow(of shape: SampleShape) throws(TrainingError) {
    guard model.shape == shape else { throw .unfitTeacher(name, .shape(model.shape, data: shape)) }
    guard document.prediction == .flow, document.preconditioning == .none else {
      throw .unfitTeacher(
        name,
        .prediction(document.preconditioning == .none ? document.prediction.rawValue : "edm"))
    }
  }
}
