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

  /// What a training learns from, by name or path.
  /// - Throws: as `trainingData` does; `TrainingError` for a network of another program.
  static func trainingTeacher(_ name: String, _ equipment: Equipment) throws -> TrainingTeacher {
    switch try read(name) {
    case .images(let images): return .exact(name, DataSetModel(images, limit: .max))
    case .mixture(let mixture): return .exact(name, mixture)
    case .network(let checkpoint):
      try checkMemory(checkpoint.memoryNeed, for: name)
      return .network(
        try FrozenNetwork(
          name, checkpoint, with: equipment.kernels, progress: equipment.progress,
          isCancelled: equipment.isCancelled))
    }
  }
}
