import Files
import Quickstep

/// The folders with a network and recorded outputs that a path stands for.
enum NetworkFolders {
  /// - Returns: `nil` where the path is no folder.
  /// - Throws: `FileError` where the folder cannot be listed or holds none.
  static func list(_ path: String) throws(FileError) -> [String]? {
    guard isFolder(path) else { return nil }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    func isRecorded(_ folder: String) -> Bool {
      isFile("\(folder)/\(NetworkReplay.fileName)")
    }
    if isRecorded(folder) { return [folder] }
    let inside = try visibleEntries(folder).map { "\(folder)/\($0)" }.filter(isRecorded)
    guard !inside.isEmpty else {
      throw FileError(
        path: path, problem: .nothingInside("folders with a network and \(NetworkReplay.fileName)"))
    }
    return inside
  }
}
