extension Checkpoint {
  /// A network that comes with the program.
  /// - Parameter name: of its folder in `models`.
  public static func bundled(_ name: String) throws -> Checkpoint {
    guard let folder = CheckpointFolder.bundled(name) else {
      preconditionFailure("the network \(name) is not bundled")
    }
    return try Checkpoint(folder)
  }
}
