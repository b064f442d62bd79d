/// A tensor to be written.
public struct SafetensorsOutput {
  /// How its elements are stored.
  public enum Precision: Sendable {
    case float32
    /// Rounded to the nearest half-precision number, of two equally near ones to the even.
    case float16

    var type: SafetensorsType {
      switch self {
      case .float32: .float32
      case .float16: .float16
      }
    }
  }

  public let name: String
  public let shape: [Int]
  public let precision: Precision
  package let fill: (UnsafeMutableBufferPointer<Float>) -> Void

  /// - Parameters:
  ///   - name: differs from the others in the file.
  ///   - shape: the last index runs fastest.
  ///   - fill: puts the elements into the buffer, which has room for them; called while the file
  ///     is written.
  public init(
    name: String, shape: [Int], precision: Precision,
    fill: @escaping (UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    precondition(name != SafetensorsGrammar.metadataKey && shape.allSatisfy { $0 >= 0 })
    (self.name, self.shape, self.precision, self.fill) = (name, shape, precision, fill)
  }

  public init(name: String, shape: [Int], precision: Precision, values: [Float]) {
    precondition(product(shape) == values.count)
    self.init(name: name, shape: shape, precision: precision) { target in
      _ = target.update(from: values)
    }
  }

  var count: Int { shape.reduce(1, *) }
}

extension SafetensorsFile {
  /// Writes tensors in the order given, complete or not at all.
  ///
  /// One tensor is in memory at a time. The data begin at a multiple of eight bytes.
  /// - Parameter metadata: texts that readers hand on, such as `format`.
  /// - Throws: `FileError`; a file that was there is then unchanged.
  public static func write(
    _ path: String, tensors: [SafetensorsOutput], metadata: [String: String] = [:]
  ) throws(FileError) {
    precondition(Set(tensors.map(\.name)).count == tensors.count)
    let room = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: tensors.map(\.count).max() ?? 0)
    defer { room.deallocate() }
    try AtomicFile.write(to: path) { (sink) throws(FileProblem) in
      try sink.append(header(tensors, metadata))
      for tensor in tensors {
        let values = UnsafeMutableBufferPointer(rebasing: room[..<tensor.count])
        tensor.fill(values)
        let bytes = store(values, as: tensor.precision)
        try sink.append(bytes)
      }
    }
  }

  private static func header(
    _ tensors: [SafetensorsOutput], _ metadata: [String: String]
  ) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map {
        "\(quoted($0.key)):\(quoted($0.value))"
      }
      members.append("\"\(SafetensorsGrammar.metadataKey)\":{\(texts.joined(separator: ","))}")
    }
    var start = 0
    for tensor in tensors {
      let type = tensor.precision.type
      let end = start + tensor.count * type.size
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(quoted(tensor.name)):{\"dtype\":\"\(type.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(end)]}")
      start = end
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian, Array.init) + text
  }
}

/// Turns floats into their stored form where they lie; the bytes are valid as long as `values`.
private func store(
  _ values: UnsafeMutableBufferPointer<Float>, as precision: SafetensorsOutput.Precision
) -> UnsafeRawBufferPointer {
  let bytes = UnsafeMutableRawBufferPointer(values)
  for index in 0..<values.count {
    switch precision {
    case .float32:
      bytes.storeBytes(
        of: values[index].bitPattern.littleEndian, toByteOffset: 4 * index, as: UInt32.self)
    case .float16:
      bytes.storeBytes(
        of: half(values[index]).littleEndian, toByteOffset: 2 * index, as: UInt16.self)
    }
  }
  return UnsafeRawBufferPointer(rebasing: bytes[..<(values.count * precision.type.size)])
}
