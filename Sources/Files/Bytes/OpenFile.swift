import Glibc

/// A regular file that is kept open and read piece by piece.
///
/// The pieces are copies (`pread`), not a mapping: a mapped file that somebody cuts short kills
/// the process that touches it. A file whose name is given to another file while it is open goes
/// on being read as it was; one that is changed in place is noticed and refused.
public final class OpenFile: ReadableBytes {
  public let path: String
  /// The size when it was opened.
  public var count: Int { opened.size }

  private let descriptor: Int32
  private let opened: FileVersion

  /// Folders, pipes, sockets and devices are refused, without waiting for a writer.
  public convenience init(_ path: String) throws(FileError) {
    do throws(FileProblem) {
      try self.init(named: path)
    } catch {
      throw FileError(path: path, problem: error)
    }
  }

  init(named path: String) throws(FileProblem) {
    guard !path.utf8.contains(0) else { throw .nameWithNul }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw problemOpening(errno) }
    do throws(FileProblem) {
      opened = try FileVersion(descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  // The methods below hold on to the object until the descriptor is not used any more.
  deinit { close(descriptor) }

  public func read(
    at offset: Int, into target: UnsafeMutableRawBufferPointer
  ) throws(FileProblem) {
    defer { withExtendedLifetime(self) {} }
    var filled = 0
    while filled < target.count {
      let count = pread(
        descriptor, target.baseAddress! + filled, target.count - filled, offset + filled)
      if count == 0 { throw .changedWhileRead }
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(.read, code: errno)
      }
      filled += count
    }
    guard try FileVersion(descriptor) == opened else { throw .changedWhileRead }
  }

  /// Everything from where reading stands to the end, however long the file says it is.
  func readAll(limit: Int) throws(FileProblem) -> [UInt8] {
    defer { withExtendedLifetime(self) {} }
    guard count <= limit else { throw .tooLarge(limit: limit) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(.read, code: errno)
      }
      guard bytes.count + count <= limit else { throw .tooLarge(limit: limit) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

/// What tells one content of an open file from another.
private struct FileVersion: Equatable {
  let size: Int
  let seconds: Int
  let nanoseconds: Int

  init(_ descriptor: Int32) throws(FileProblem) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(.read, code: errno) }
    if let kind = kindIfNotRegular(status.st_mode) { throw .notAFile(kind) }
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}

private func problemOpening(_ code: Int32) -> FileProblem {
  switch code {
  case ENOENT, ENOTDIR: .missing
  case ENXIO: .notAFile(.socket)
  default: .system(.read, code: code)
  }
}

package func kindIfNotRegular(_ mode: mode_t) -> FileKind? {
  switch mode & S_IFMT {
  case S_IFREG: nil
  case S_IFDIR: .folder
  case S_IFIFO: .pipe
  case S_IFSOCK: .socket
  case S_IFCHR, S_IFBLK: .device
  default: .other
  }
}
