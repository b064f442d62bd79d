import Files

/// Where the files of a network are read from.
enum CheckpointStorage: Hashable, Sendable {
  case disk
  /// The files that are part of the program, by their paths in the repository.
  case program

  func holds(_ path: String) -> Bool {
    switch self {
    case .disk: isFile(path)
    case .program: BundledFile.named(path) != nil
    }
  }

  /// The names in a folder.
  func names(in folder: String) throws(FileError) -> [String] {
    switch self {
    case .disk: try FolderNames.read(folder, limit: 100_000)
    case .program:
      BundledFile.all.map(\.name).filter { $0.hasPrefix(folder + "/") }
        .map { String($0.dropFirst(folder.count + 1)) }
    }
  }

  func source(_ path: String) throws(FileError) -> ByteSource {
    switch self {
    case .disk: return try ByteSource(contentsOf: path)
    case .program:
      guard let file = BundledFile.named(path) else {
        throw FileError(path: path, problem: .missing)
      }
      return try file.source()
    }
  }

  func tensors(_ path: String) throws(FileError) -> SafetensorsFile {
    switch self {
    case .disk: try SafetensorsFile.open(path)
    case .program: try SafetensorsFile(source(path))
    }
  }
}
