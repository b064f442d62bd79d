import Glibc

/// Makes a folder and those around it, as far as they are not there.
/// - Throws: `FileError` that names the one that cannot be made.
package func makeFolders(_ path: String) throws(FileError) {
  guard !path.utf8.contains(0) else { throw FileError(path: path, problem: .nameWithNul) }
  let parts = path.split(separator: "/")
  for count in parts.indices {
    let folder = (path.hasPrefix("/") ? "/" : "") + parts[...count].joined(separator: "/")
    if !isFolder(folder), mkdir(folder, 0o755) != 0, errno != EEXIST {
      throw FileError(path: folder, problem: .system(.write, code: errno))
    }
  }
}
