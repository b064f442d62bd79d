import Glibc

/// The most names taken of one folder.
private let entryLimit = 2 * PictureFolder.countLimit

/// Names in a folder, without hidden ones, in the order of their bytes.
package func visibleEntries(_ path: String) throws(FileError) -> [String] {
  try FolderNames.read(path, limit: entryLimit).filter { !$0.hasPrefix(".") }
}

/// Whether a path is that of a folder.
package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return !path.utf8.contains(0) && stat(path, &status) == 0
    && status.st_mode & S_IFMT == S_IFDIR
}

/// Whether nothing lies at a path.
package func isMissing(_ path: String) -> Bool {
  var status = stat()
  return !path.utf8.contains(0) && stat(path, &status) != 0 && errno == ENOENT
}

/// Whether something other than a folder lies at a path; reading it says what is wrong with it.
package func isFile(_ path: String) -> Bool {
  var status = stat()
  return !path.utf8.contains(0) && stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
}
