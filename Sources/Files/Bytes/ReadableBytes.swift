/// Bytes of known number that can be read from any place: an open file, or memory.
public protocol ReadableBytes: Sendable {
  /// The name they go by in errors.
  var path: String { get }
  var count: Int { get }

  /// Fills `target` with the bytes from `offset` on, all of which lie before `count`.
  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(FileProblem)
}

extension ReadableBytes {
  /// The bytes of `range`, which lies before `count`.
  func bytes(_ range: Range<Int>) throws(FileProblem) -> [UInt8] {
    var problem: FileProblem?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      do throws(FileProblem) {
        try read(
          at: range.lowerBound,
          into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: range.count))
        initialized = range.count
      } catch {
        problem = error
      }
    }
    if let problem { throw problem }
    return bytes
  }
}

extension ByteSource: ReadableBytes {
  public var count: Int { bytes.count }

  public func read(
    at offset: Int, into target: UnsafeMutableRawBufferPointer
  ) throws(FileProblem) {
    precondition(offset >= 0 && offset <= bytes.count - target.count)
    bytes.withUnsafeBytes {
      target.copyMemory(from: .init(rebasing: $0[offset...][..<(offset + target.count)]))
    }
  }
}
