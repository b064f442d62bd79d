/// A tensor that a tape computes: what its recording functions take and return.
public struct Value: Hashable, Sendable {
  let index: Int
  public let shape: TensorShape

  /// The same numbers in the same order under another shape.
  /// - Parameter shape: as many numbers as `self.shape`.
  public func reshaped(to shape: TensorShape) -> Value {
    precondition(shape.count == self.shape.count)
    return Value(index: index, shape: shape)
  }

  /// One row per sample, with all its numbers as channels.
  public var flattened: Value {
    reshaped(to: TensorShape(batch: shape.batch, channels: shape.sampleCount))
  }
}

/// Whole numbers that are written before a tape runs: rows of an embedding, labels.
public struct IndexInput: Hashable, Sendable {
  let index: Int
  public let count: Int
}
