import Tensors

/// A network beside the model, which answers something else than a prediction of samples: what it
/// is asked with and what the answer means are agreed between it and who asks.
public protocol CompanionNetwork: Sendable {
  /// Of every state that it is asked with, and of its answer.
  var shape: SampleShape { get }
  /// Of the classes that it can be asked for; empty where it knows none.
  var classNames: [String] { get }

  /// Bytes that answering a batch takes beside the weights.
  func workingMemory(batch: Int) -> Int

  /// Answers for `classes.count` samples, a row depending on nothing but the inputs' own rows.
  /// - Parameters:
  ///   - inputs: the state at the level first.
  ///   - classes: of every sample; `anyClass` for the whole distribution.
  func answer(
    _ inputs: [AlignedBuffer], at level: NoiseLevel, classes: [Int32],
    into output: AlignedBuffer, with kernels: Kernels)
}

extension CompanionNetwork {
  public var classNames: [String] { [] }
  public func workingMemory(batch: Int) -> Int { 0 }
}
