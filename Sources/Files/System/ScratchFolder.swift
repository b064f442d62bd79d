import Glibc

/// A folder of its own for what is not kept.
public struct ScratchFolder: Sendable {
  public let path: String

  /// Makes it where temporary files lie.
  /// - Throws: `FileError` where none can be made.
  public init() throws(FileError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(parent)/quickstep-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else {
      throw FileError(path: parent, problem: .system(.write, code: errno))
    }
    path = String(cString: name)
  }

  /// Removes it with all that lies in it; links are removed, not followed.
  public func remove() {
    let openFolders: Int32 = 16
    nftw(
      path, { path, _, _, _ in path.map { Glibc.remove($0) } ?? 0 }, openFolders,
      FTW_DEPTH | FTW_PHYS)
  }
}
