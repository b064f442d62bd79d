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
