import Glibc

/// A folder of its own for what is not kept.
public struct ScratchFolder: Sendable {
  public let path: String

  /// Makes it where temporary files lie.
  /// - Throws: `FileError` where none can be made.
  public init() throws(FileError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(parent)/quickstep-XXXXXX".utf8CString)
    let path = name.withUnsafeMutableBufferPointer { name in
      mkdtemp(name.baseAddress!).map { String(cString: $0) }
    }
    guard let path else { throw FileError(path: parent, problem: .system(.write, code: errno)) }
    self.path = path
  }

  /// Removes it with all that lies in it; links are removed, not followed.
  public func remove() { Self.remove(path) }

  private static func remove(_ path: String) {
    guard unlink(path) != 0, let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { remove("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }
}
