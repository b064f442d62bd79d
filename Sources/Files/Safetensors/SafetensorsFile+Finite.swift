/// A tensor that holds values that are NaN or infinite, and how many.
public struct NonFiniteTensor: Hashable, Sendable {
  public let name: String
  public let count: Int

  public init(name: String, count: Int) {
    self.name = name
    self.count = count
  }
}

extension SafetensorsFile {
  /// The tensors of floating-point numbers that hold NaN or infinities, read as floats.
  /// - Complexity: reads the whole file, in memory for one tensor.
  public func nonFiniteTensors() throws(FileError) -> [NonFiniteTensor] {
    var found: [NonFiniteTensor] = []
    for tensor in tensors where tensor.type.floats != nil {
      let count = try floats(of: tensor).withUnsafeBufferPointer(nonFiniteCount)
      if count > 0 { found.append(NonFiniteTensor(name: tensor.name, count: count)) }
    }
    return found
  }

  /// The error that names `tensors`, for a reader that has counted while it loaded.
  public func nonFiniteError(_ tensors: [NonFiniteTensor]) -> FileError {
    error(.nonFinite(tensors))
  }
}
