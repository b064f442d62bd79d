/// The bytes of one file, expanded where it was compressed, with the name they go by in errors.
public struct ByteSource: Sendable {
  public let path: String
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Reads a whole regular file; gzip'd content is expanded.
  ///
  /// Folders, pipes, sockets and devices are refused, without waiting for a writer.
  /// - Parameter limit: the most bytes taken, of the file and again of what it expands to.
  public init(contentsOf path: String, limit: Int = ByteLimit.text) throws(FileError) {
    do {
      let stored = try OpenFile(named: path).readAll(limit: limit)
      self.init(path: path, bytes: try expanded(stored, limit: limit))
    } catch {
      throw FileError(path: path, problem: error)
    }
  }

  /// Bytes that were read elsewhere; gzip'd content is expanded to at most `limit` bytes.
  public init(path: String, stored: [UInt8], limit: Int = ByteLimit.text) throws(FileError) {
    do {
      self.init(path: path, bytes: try expanded(stored, limit: limit))
    } catch {
      throw FileError(path: path, problem: error)
    }
  }

  /// The bytes as text. A byte order mark at the start is dropped.
  public func text() throws(FileError) -> String {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let text = String(validating: bytes[start...], as: UTF8.self) else {
      throw error(.notText(offset: firstInvalidByte(bytes)))
    }
    return text
  }

  func error(_ problem: FileProblem) -> FileError { FileError(path: path, problem: problem) }
}

/// The most bytes taken of one file, by what it is for.
public enum ByteLimit {
  /// JSON and TOML.
  public static let text = 16 << 20
  /// Images, labels and arrays.
  public static let data = 1 << 30
}

private func expanded(_ stored: [UInt8], limit: Int) throws(FileProblem) -> [UInt8] {
  isGzip(stored) ? try gunzip(stored, limit: limit) : stored
}

/// The offset of the first byte that is not part of valid UTF-8.
private func firstInvalidByte(_ bytes: [UInt8]) -> Int {
  var offset = 0
  var decoder = UTF8.ForwardParser()
  var iterator = bytes.makeIterator()
  while true {
    switch decoder.parseScalar(from: &iterator) {
    case .valid(let scalar): offset += scalar.count
    case .error, .emptyInput: return offset
    }
  }
}
