import Files
import Glibc
import Networks
import Quickstep

/// A model that lies in a file or folder: `NETWORK` or `NETWORK#VARIANT`, `PICTURES`, `IDX`,
/// `MIXTURE.json` or `MIXTURES.json#NAME`.
struct ModelPath {
  let path: String
  /// Which mixture of a file that holds several, or which weights of a network.
  let part: String?

  /// - Returns: `nil` when `name` looks like no path and nothing lies there.
  init?(_ name: String) {
    let full = expandingHome(name)
    var status = stat()
    if let hash = full.lastIndex(of: "#"), lstat(full, &status) != 0,
      full[..<hash].hasSuffix(".json") || isFolder(String(full[..<hash]))
    {
      path = String(full[..<hash])
      part = String(full[full.index(after: hash)...])
    } else {
      path = full
      part = nil
    }
    guard path.contains("/") || path.contains(".") || lstat(path, &status) == 0 else { return nil }
  }

  /// Whether anything lies there, readable or not.
  var exists: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Bytes of the file; 0 for what is none.
  var fileSize: Int {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
  }

  /// Tells apart what lies there at different times.
  fileprivate var stamp: String {
    guard let folder = network?.path else { return Self.stamp(path) }
    let names = (try? FolderNames.read(folder, limit: Self.stampedNames)) ?? []
    return ([folder] + names.map { "\(folder)/\($0)" }).map(Self.stamp).joined(separator: " ")
  }

  private static func stamp(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    return "\(status.st_ino):\(status.st_size):\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }

  /// More files than a network has.
  private static let stampedNames = 256

  /// The network that is described there, if one is.
  var network: CheckpointFolder? { CheckpointFolder(path, variant: part) }

  func load() throws -> LoadedModel {
    if let network { return .network(try Checkpoint(network)) }
    try CheckpointFolder.refuseBareWeights(path)
    guard path.hasSuffix(".json") || path.hasSuffix(".json.gz") else {
      return .images(try ImageSet.read(path))
    }
    if let part { return .mixture(try MixtureFile.read(path, name: part).model) }
    return .mixture(try MixtureFile.read(path)[0].model)
  }
}

extension ModelPath {
  /// Tells apart what the models and networks of a plan are made from at different times.
  static func stamp(of plan: Plan) -> String {
    let names = [plan.model.name, plan.guide.name] + plan.networks.values.sorted()
    return names.map { ModelPath($0)?.stamp ?? "" }.joined(separator: ",")
  }
}

/// A path in which `~/` at the start stands for the home folder.
func expandingHome(_ path: String) -> String {
  guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
  return String(cString: home) + path.dropFirst(1)
}
