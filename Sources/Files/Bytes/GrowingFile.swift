import Glibc

/// A file that is written to at its end, by one program at a time.
public final class GrowingFile {
  private let path: String
  private let descriptor: Int32

  /// Opens a file, or makes it.
  /// - Returns: `nil` where another has it.
  /// - Throws: `FileError` where it cannot be written.
  public static func open(_ path: String) throws(FileError) -> GrowingFile? {
    guard !path.utf8.contains(0) else { throw FileError(path: path, problem: .nameWithNul) }
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw FileError(path: path, problem: .system(.write, code: errno))
    }
    let file = GrowingFile(path, descriptor)
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? file : nil
  }

  private init(_ path: String, _ descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  public func append(_ text: String) throws(FileError) {
    defer { withExtendedLifetime(self) {} }
    do { try FileSink(descriptor: descriptor).append(Array(text.utf8)) } catch {
      throw FileError(path: path, problem: error)
    }
  }

  /// Returns once all that was appended lies on the disk.
  public func synchronize() throws(FileError) {
    defer { withExtendedLifetime(self) {} }
    while fdatasync(descriptor) != 0 {
      guard errno == EINTR else {
        throw FileError(path: path, problem: .system(.write, code: errno))
      }
    }
  }

  /// Leaves the first so many bytes of what was there.
  public func cut(to count: Int) throws(FileError) {
    defer { withExtendedLifetime(self) {} }
    guard ftruncate(descriptor, count) == 0 else {
      throw FileError(path: path, problem: .system(.write, code: errno))
    }
  }

  public func remove() { unlink(path) }
}
