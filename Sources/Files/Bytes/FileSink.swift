import Glibc

/// Where the content of a file that is being written goes, piece by piece.
public struct FileSink {
  let descriptor: Int32

  /// Writes all of `bytes` after what has been written.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
    var start = 0
    while start < bytes.count {
      let count = write(descriptor, bytes.baseAddress! + start, bytes.count - start)
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(.write, code: errno)
      }
      start += count
    }
  }

  public func append(_ bytes: [UInt8]) throws(FileProblem) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(FileProblem) in
      try append(UnsafeRawBufferPointer(bytes))
    }
  }
}
