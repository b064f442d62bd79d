import Glibc

/// The most names taken of one folder.
private let entryLimit = 2 * PictureFolder.countLimit

/// Names in a folder, without hidden ones, in the order of their bytes.
package func visibleEntries(_ path: String) throws(FileError) -> [String] {
  guard !path.utf8.contains(0) else { throw FileError(path: path, problem: .nameWithNul) }
  guard let stream = opendir(path) else {
    let problem: FileProblem =
      switch errno {
      case ENOENT: .missing
      case ENOTDIR: .notAFolder
      default: .system(.list, code: errno)
      }
    throw FileError(path: path, problem: problem)
  }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
      String(decoding: Array(raw.prefix { $0 != 0 }), as: UTF8.self)
    }
    if !name.hasPrefix(".") { names.append(name) }
    guard names.count <= entryLimit else {
      throw FileError(path: path, problem: .tooMany("files", limit: entryLimit))
    }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Whether a path is that of a folder.
package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return !path.utf8.contains(0) && stat(path, &status) == 0
    && status.st_mode & S_IFMT == S_IFDIR
}

/// Whether something other than a folder lies at a path; reading it says what is wrong with it.
package func isFile(_ path: String) -> Bool {
  var status = stat()
  return !path.utf8.contains(0) && stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
}
