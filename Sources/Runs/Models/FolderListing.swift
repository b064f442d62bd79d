import Files
import Glibc
import Networks

/// A name in a folder, as choosing a model by its path sees it.
public struct FolderEntry: Hashable, Sendable {
  /// May hold any characters.
  public let name: String
  public let isFolder: Bool
  /// Which kind of model it looks like, in one word; `nil` where it looks like none.
  public let model: String?

  public init(_ name: String, isFolder: Bool, model: String? = nil) {
    self.name = name
    self.isFolder = isFolder
    self.model = model
  }
}

/// What lies in a folder.
public struct FolderListing: Hashable, Sendable {
  /// As it was asked for; empty for the working folder.
  public let folder: String
  /// The folder's whole path, links followed; may hold any characters.
  public let place: String
  /// Folders first, each kind in the order of the names' bytes.
  public let entries: [FolderEntry]
  /// How many more there are.
  public let leftOut: Int
  /// Which kind of model the folder itself looks like.
  public let model: String?
  /// Why it could not be listed.
  public let problem: String?

  public init(
    folder: String, place: String, entries: [FolderEntry], leftOut: Int = 0,
    model: String? = nil, problem: String? = nil
  ) {
    self.folder = folder
    self.place = place
    self.entries = entries
    self.leftOut = leftOut
    self.model = model
    self.problem = problem
  }
}

extension FolderListing {
  /// The most entries told.
  static let limit = 5000
  /// The most names read.
  private static let readingLimit = 1_000_000

  /// Reads a folder, and in each folder inside as many names as tell whether it holds a model.
  public static func read(_ folder: String) -> FolderListing {
    let path = folder.isEmpty ? "." : expandingHome(folder)
    do {
      let names = try FolderNames.read(path, limit: readingLimit)
      let told = names.prefix(limit).map { entry($0, in: path) }
      return FolderListing(
        folder: folder, place: wholePath(path),
        entries: told.filter(\.isFolder) + told.filter { !$0.isFolder },
        leftOut: names.count - told.count, model: modelKind(ofFolder: path))
    } catch {
      return FolderListing(folder: folder, place: path, entries: [], problem: "\(error)")
    }
  }

  private static func entry(_ name: String, in folder: String) -> FolderEntry {
    let path = "\(folder)/\(name)"
    return isFolder(path)
      ? FolderEntry(name, isFolder: true, model: modelKind(ofFolder: path))
      : FolderEntry(name, isFolder: false, model: modelKind(ofFile: name))
  }
}

/// What a file is by its name.
private func modelKind(ofFile name: String) -> String? {
  let name = name.lowercased()
  let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  if [".idx", "idx3-ubyte", "idx4-ubyte"].contains(where: plain.hasSuffix) { return "IDX" }
  return plain.hasSuffix(".json") ? "JSON" : nil
}

/// What a folder is by the names in it.
private func modelKind(ofFolder path: String) -> String? {
  if CheckpointFolder(path) != nil { return "network" }
  return holdsPictures(path, names: 64, depth: 2) ? "pictures" : nil
}

/// Whether a picture is among the first names of a folder, or of the folders in it.
private func holdsPictures(_ path: String, names count: Int, depth: Int) -> Bool {
  guard depth > 0, let names = try? FolderNames.first(count, of: path) else { return false }
  if names.contains(where: { isPictureName($0) && !$0.hasPrefix(".") }) { return true }
  let folders = names.lazy.filter { !$0.hasPrefix(".") }.map { "\(path)/\($0)" }.filter(isFolder)
  return folders.prefix(4).contains { holdsPictures($0, names: 16, depth: depth - 1) }
}

private func wholePath(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}
