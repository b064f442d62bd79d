/// A safetensors file: named tensors, their data read from the file only when asked for.
///
/// ```swift
/// let file = try SafetensorsFile.open("model.safetensors")
/// for tensor in file.tensors { print(tensor.name, tensor.type.rawValue, tensor.shape) }
/// let weights = try file.floats(of: file.tensors[0])
/// ```
///
/// Memory is taken in proportion to the header, and for the tensors that are read. The header has
/// been checked when the value exists: every tensor's size fits its shape, and the tensors fill
/// the file without gaps or overlaps.
public struct SafetensorsFile: Sendable {
  private let bytes: any ReadableBytes
  private let dataStart: Int
  private let places: [String: Int]

  /// In the order of their bytes.
  public let tensors: [SafetensorsTensor]
  public let metadata: [String: String]

  public var path: String { bytes.path }

  /// Opens a regular file and reads its header. The file stays open while the value is in use.
  /// - Throws: `FileError` where the header is not that of a complete and consistent file.
  public static func open(_ path: String) throws(FileError) -> SafetensorsFile {
    try SafetensorsFile(OpenFile(path))
  }

  /// Reads the header of bytes that may be in memory.
  public init(_ bytes: some ReadableBytes) throws(FileError) {
    do throws(FileProblem) {
      let header = try SafetensorsHeader(bytes)
      (tensors, metadata, dataStart) = (header.tensors, header.metadata, header.dataStart)
    } catch {
      throw FileError(path: bytes.path, problem: error)
    }
    self.bytes = bytes
    places = Dictionary(
      uniqueKeysWithValues: tensors.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// The tensor of that name, if there is one.
  public subscript(_ name: String) -> SafetensorsTensor? { places[name].map { tensors[$0] } }

  /// The elements of a tensor of F64, F32, F16 or BF16 as floats.
  public func floats(of tensor: SafetensorsTensor) throws(FileError) -> [Float] {
    try values(tensor) { (target) throws(FileError) in try read(tensor, into: target) }
  }

  /// Reads a tensor of F64, F32, F16 or BF16 into `target`, which has room for its elements.
  ///
  /// F64 is rounded to the nearest float; beyond the largest, to infinity.
  /// - Throws: `FileError` for other types, and where the file was changed since it was opened.
  public func read(
    _ tensor: SafetensorsTensor, into target: UnsafeMutableBufferPointer<Float>
  ) throws(FileError) {
    guard let floats = tensor.type.floats else {
      throw error(
        .wrongType(
          ValuePlace(tensor.name), expected: "floating-point numbers", found: tensor.type.rawValue))
    }
    try convert(tensor, into: target, floats)
  }

  /// The elements of a tensor of I64, I32, I16, I8, U8 or BOOL (0 and 1).
  public func integers(of tensor: SafetensorsTensor) throws(FileError) -> [Int] {
    guard let integers = tensor.type.integers else {
      throw error(
        .wrongType(ValuePlace(tensor.name), expected: "whole numbers", found: tensor.type.rawValue))
    }
    return try values(tensor) { (target) throws(FileError) in
      try convert(tensor, into: target, integers)
    }
  }

  func error(_ problem: FileProblem) -> FileError { FileError(path: path, problem: problem) }

  private func values<Value>(
    _ tensor: SafetensorsTensor,
    _ fill: (UnsafeMutableBufferPointer<Value>) throws(FileError) -> Void
  ) throws(FileError) -> [Value] where Value: BitwiseCopyable {
    var problem: FileError?
    let values = [Value](unsafeUninitializedCapacity: tensor.count) { buffer, initialized in
      do throws(FileError) {
        try fill(UnsafeMutableBufferPointer(start: buffer.baseAddress, count: tensor.count))
        initialized = tensor.count
      } catch {
        problem = error
      }
    }
    if let problem { throw problem }
    return values
  }

  /// Reads piece by piece and converts each while a cache holds it.
  private func convert<Value>(
    _ tensor: SafetensorsTensor, into target: UnsafeMutableBufferPointer<Value>,
    _ convert: (UnsafeRawBufferPointer, UnsafeMutableBufferPointer<Value>) -> Void
  ) throws(FileError) {
    precondition(target.count == tensor.count)
    let size = tensor.type.size
    let piece = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(Self.pieceCount, tensor.count) * size, alignment: 64)
    defer { piece.deallocate() }
    var start = 0
    while start < tensor.count {
      let count = min(Self.pieceCount, tensor.count - start)
      let stored = UnsafeMutableRawBufferPointer(rebasing: piece[..<(count * size)])
      do throws(FileProblem) {
        try bytes.read(at: dataStart + tensor.range.lowerBound + start * size, into: stored)
      } catch {
        throw self.error(error)
      }
      convert(
        UnsafeRawBufferPointer(stored),
        UnsafeMutableBufferPointer(rebasing: target[start..<(start + count)]))
      start += count
    }
  }

  /// Elements converted at a time.
  private static let pieceCount = 1 << 16
}
