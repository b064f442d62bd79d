import Files

/// Where the parts of a network lie: in a folder of diffusers' layout, in the folder of a pipeline
/// around it, or beside a `quickstep.toml`.
public struct CheckpointFolder: Hashable, Sendable {
  static let configurationName = "config.json"
  static let pipelineName = "model_index.json"
  static let schedulerName = "scheduler_config.json"

  /// The folder that holds the weights.
  public let path: String
  let storage: CheckpointStorage
  let configuration: String?
  let description: String?
  let scheduler: String?
  /// What says of which parts a pipeline is made, where the folder is one's.
  let pipeline: String?
  let wanted: WantedWeights

  /// - Parameters:
  ///   - path: the folder, one of the files that describe the network in it, or its weights.
  ///   - variant: of the weights; `nil` for those without one, or the only ones there.
  /// - Returns: `nil` where no network is described.
  public init?(_ path: String, variant: String? = nil) {
    self.init(path, variant, in: .disk)
  }

  /// A network that comes with the program.
  /// - Parameter name: of its folder in `models`.
  public static func bundled(_ name: String) -> CheckpointFolder? {
    CheckpointFolder("models/\(name)", nil, in: .program)
  }

  private init?(_ path: String, _ variant: String?, in storage: CheckpointStorage) {
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    var wanted = variant.map(WantedWeights.variant) ?? .standard
    let name = folder.split(separator: "/").last.map(String.init) ?? ""
    let describing = [Self.configurationName, Self.pipelineName, NetworkFile.name]
    let namesWeights = WeightName.isWeights(name) && storage.holds(folder)
    if namesWeights || describing.contains(name) && storage.holds(folder) {
      folder = String(folder.dropLast(name.count + 1))
      if folder.isEmpty { folder = path.hasPrefix("/") ? "/" : "." }
      if namesWeights, !WeightName.isPart(name) { wanted = .file(name) }
    }
    func firstFile(_ names: [String], in folder: String) -> String? {
      names.lazy.map { "\(folder)/\($0)" }.first(where: storage.holds)
    }
    let describesNetwork = [Self.configurationName, NetworkFile.name]
    pipeline = firstFile([Self.pipelineName], in: folder)
    let part = folder + "/unet"
    let inner =
      pipeline != nil && firstFile(describesNetwork, in: part) != nil ? part : folder
    configuration = firstFile([Self.configurationName], in: inner)
    description =
      firstFile([NetworkFile.name], in: inner) ?? firstFile([NetworkFile.name], in: folder)
    guard configuration ?? description ?? pipeline != nil || namesWeights else { return nil }
    self.path = inner
    self.storage = storage
    self.wanted = wanted
    let schedulers = [inner + "/scheduler", inner, folder + "/scheduler", folder + "/../scheduler"]
    scheduler = schedulers.lazy.compactMap { firstFile([Self.schedulerName], in: $0) }.first
  }
}
