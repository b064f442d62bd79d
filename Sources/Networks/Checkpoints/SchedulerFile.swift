import Files
import Quickstep

/// Reads `scheduler_config.json`, in which diffusers describes how a network was trained and is sampled.
public enum SchedulerFile {
  /// - Throws: `FileError` or `NetworkError` where it names no class.
  public static func read(_ path: String) throws -> CheckpointSampler {
    let value = try JSONFile.read(path)
    guard let members = value.object else {
      throw NetworkError(path: path, problem: .notAnObject(found: value.kind))
    }
    guard let name = members["_class_name"]?.string else {
      throw FileError(path: path, problem: .missingKey("_class_name", inside: ""))
    }
    return CheckpointSampler(name, members)
  }

  /// What it says of the network.
  /// - Throws: also `NetworkError` naming the option that has no translation.
  static func process(_ path: String) throws -> NetworkProcess {
    let sampler = try read(path)
    return try located(path) { () throws(NetworkProblem) in
      do throws(TranslationError) {
        return NetworkProcess(try sampler.process(), sampler: sampler)
      } catch {
        throw .translation(error)
      }
    }
  }
}
