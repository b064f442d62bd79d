import Glibc

/// The names in a folder.
package enum FolderNames {
  /// All but `.` and `..`, in the order of their bytes. What is no UTF-8 is replaced.
  /// - Parameter limit: more names than this are an error.
  /// - Throws: `FileError` where `path` is no folder that can be read.
  package static func read(_ path: String, limit: Int) throws(FileError) -> [String] {
    let names = try first(limit + 1, of: path)
    guard names.count <= limit else {
      throw FileError(path: path, problem: .tooMany("files", limit: limit))
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// At most `count` names, in the order in which the system tells them.
  package static func first(_ count: Int, of path: String) throws(FileError) -> [String] {
    guard !path.utf8.contains(0) else { throw FileError(path: path, problem: .nameWithNul) }
    guard let stream = opendir(path) else {
      throw FileError(path: path, problem: problemListing(errno))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < count, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        String(decoding: Array(raw.prefix { $0 != 0 }), as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

private func problemListing(_ code: Int32) -> FileProblem {
  switch code {
  case ENOENT: .missing
  case ENOTDIR: .notAFolder
  default: .system(.list, code: code)
  }
}
