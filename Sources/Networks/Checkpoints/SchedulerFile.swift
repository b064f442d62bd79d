import Files
import Quickstep

/// Reads `scheduler_config.json` through the translation of peers' samplers.
enum SchedulerFile {
  /// What it says of its networks.
  /// - Throws: `FileError`, or `NetworkError` naming the option that has no translation.
  static func process(_ path: String) throws -> NetworkProcess {
    let translation = try translation(path, steps: 10, stepwise: false)
    guard translation.training != nil else {
      throw NetworkError(path: path, problem: .noProcess)
    }
    return NetworkProcess(translation)
  }

  /// The peer's run of `steps` steps.
  /// - Parameter stepwise: whether its own steps are wanted; else options that concern nothing but
  ///   them are not looked at.
  static func translation(_ path: String, steps: Int, stepwise: Bool) throws -> Translation {
    let value = try JSONFile.read(path)
    guard var members = value.object else {
      throw NetworkError(path: path, problem: .notAnObject(found: value.kind))
    }
    guard let name = members["_class_name"]?.string else {
      throw FileError(path: path, problem: .missingKey("_class_name", inside: ""))
    }
    if !stepwise {
      // The mean of a learned variance's network is a prediction like any other.
      if members["variance_type"]?.string?.hasPrefix("learned") == true {
        members["variance_type"] = nil
      }
      if members["skip_prk_steps"]?.bool == false { members["skip_prk_steps"] = true }
    }
    do {
      return try translate(PeerRequest(name: name, configuration: members, steps: steps))
    } catch {
      throw NetworkError(path: path, problem: .translation(error))
    }
  }
}
