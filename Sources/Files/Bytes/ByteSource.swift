import Glibc

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
      let stored = try readRegularFile(path, limit: limit)
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

private func readRegularFile(_ path: String, limit: Int) throws(FileProblem) -> [UInt8] {
  guard !path.utf8.contains(0) else { throw .nameWithNul }
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard descriptor >= 0 else { throw problemOpening(errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .system(.read, code: errno) }
  if let kind = kindIfNotRegular(status.st_mode) { throw .notAFile(kind) }
  guard Int(status.st_size) <= limit else { throw .tooLarge(limit: limit) }

  var bytes: [UInt8] = []
  bytes.reserveCapacity(Int(status.st_size))
  var chunk = [UInt8](repeating: 0, count: 1 << 18)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw .system(.read, code: errno)
    }
    guard bytes.count + count <= limit else { throw .tooLarge(limit: limit) }
    bytes.append(contentsOf: chunk[..<count])
  }
}

private func problemOpening(_ code: Int32) -> FileProblem {
  switch code {
  case ENOENT, ENOTDIR: .missing
  case ENXIO: .notAFile(.socket)
  default: .system(.read, code: code)
  }
}

func kindIfNotRegular(_ mode: mode_t) -> FileKind? {
  switch mode & S_IFMT {
  case S_IFREG: nil
  case S_IFDIR: .folder
  case S_IFIFO: .pipe
  case S_IFSOCK: .socket
  case S_IFCHR, S_IFBLK: .device
  default: .other
  }
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
