import Files

/// Where the parts of a network lie: in a folder of diffusers' layout, in the folder of a pipeline
/// around it, or beside a `quickstep.toml`.
public struct CheckpointFolder: Hashable, Sendable {
  static let configurationName = "config.json"
  static let pipelineName = "model_index.json"
  static let schedulerName = "scheduler_config.json"
  /// In the order in which they are looked for.
  static let weightNames = [
    "diffusion_pytorch_model.safetensors", "diffusion_pytorch_model.fp16.safetensors",
    "model.safetensors",
  ]

  /// The folder that holds the weights.
  public let path: String
  let storage: CheckpointStorage
  let configuration: String?
  let description: String?
  let scheduler: String?
  /// `nil` where there are none.
  let weights: String?

  /// - Parameter path: the folder, or one of the files that describe the network in it.
  /// - Returns: `nil` where no network is described.
  public init?(_ path: String) { self.init(path, in: .disk) }

  /// A network that comes with the program.
  /// - Parameter name: of its folder in `models`.
  public static func bundled(_ name: String) -> CheckpointFolder? {
    CheckpointFolder("models/\(name)", in: .program)
  }

  private init?(_ path: String, in storage: CheckpointStorage) {
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    for name in [Self.configurationName, Self.pipelineName, NetworkFile.name]
    where folder.hasSuffix("/\(name)") {
      folder.removeLast(name.count + 1)
    }
    func firstFile(_ names: [String], in folder: String) -> String? {
      names.lazy.map { "\(folder)/\($0)" }.first(where: storage.holds)
    }
    let isPipeline = storage.holds(folder + "/" + Self.pipelineName)
    let inner = isPipeline ? folder + "/unet" : folder
    configuration = firstFile([Self.configurationName], in: inner)
    description =
      firstFile([NetworkFile.name], in: inner) ?? firstFile([NetworkFile.name], in: folder)
    guard configuration != nil || description != nil else { return nil }
    self.path = inner
    self.storage = storage
    weights = firstFile(Self.weightNames, in: inner)
    let schedulers = [inner + "/scheduler", inner, folder + "/scheduler", folder + "/../scheduler"]
    scheduler = schedulers.lazy.compactMap { firstFile([Self.schedulerName], in: $0) }.first
  }
}
