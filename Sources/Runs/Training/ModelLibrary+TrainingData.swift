import Experiments
import Files
import Networks
import Quickstep

extension ModelLibrary {
  /// What a network can be trained on.
  /// - Parameters:
  ///   - name: a bundled set of pictures or shape, or the path of an IDX file, a folder of PNG
  ///     pictures or a mixture in JSON.
  ///   - limit: the most pictures that are used.
  /// - Throws: `DeclarationError` when there is neither such a name nor a file; `FileError` when
  ///   the file cannot be used.
  public static func trainingData(_ name: String, limit: Int) throws -> any TrainingData {
    switch try read(name) {
    case .images(let images): PictureData(images, limit: limit)
    case .mixture(let mixture): MixtureData(mixture)
    case .network: throw TrainingError.notData(name)
    }
  }

  /// A network that a training asks, by name or path.
  /// - Throws: as `trainingData` does; `TrainingError` for what is no network to learn from.
  static func frozenNetwork(_ name: String, _ equipment: Equipment) throws -> FrozenNetwork {
    guard case .network(let checkpoint) = try read(name) else {
      throw TrainingError.unfitTeacher(name, .notANetwork)
    }
    try checkMemory(checkpoint.memoryNeed, for: name)
    return try FrozenNetwork(
      name, checkpoint, with: equipment.kernels, progress: equipment.progress,
      isCancelled: equipment.isCancelled)
  }
}
