import Files
import Quickstep
import Tensors

/// A network on disk: described and found fit, its weights not yet read.
///
///     let checkpoint = try Checkpoint("ddpm-cifar10-32")
///     print(checkpoint.parameterCount, checkpoint.memoryNeed)
///     let weights = try checkpoint.loadWeights(with: kernels) { … }
public struct Checkpoint: Sendable {
  public let folder: CheckpointFolder
  public let network: any Network
  /// Of the U-Net, where it is one.
  public let configuration: UNetConfiguration?
  /// `quickstep.toml`, where there is one.
  public let document: NetworkDocument?
  /// What was read and has no effect, a sentence a file.
  public let notes: [String]
  let tensors: TensorMatch

  /// Reads the descriptions in a folder and the header of its weights.
  /// - Throws: `FileError` or `NetworkError`: what cannot be read, which option cannot be used, or
  ///   which tensor does not fit.
  public init(_ path: String) throws {
    guard let folder = CheckpointFolder(path) else {
      throw FileError(path: path + "/" + CheckpointFolder.configurationName, problem: .missing)
    }
    try self.init(folder)
  }

  public init(_ folder: CheckpointFolder) throws {
    self.folder = folder
    let storage = folder.storage
    try folder.checkPipeline()
    let document = try folder.description.map { try NetworkFile.parse(storage.source($0)) }
    self.document = document
    var notes: [String] = []
    func note(_ ignored: [String], in path: String) {
      guard !ignored.isEmpty else { return }
      notes.append(
        "\(path): options of other classes have no effect: \(ignored.joined(separator: ", "))")
    }
    if let document, document.kind == .mlp, let layers = document.layers {
      configuration = nil
      network = PointNetwork(
        layers, classCount: document.classes.count + (document.nullClass == nil ? 0 : 1),
        inputs: document.role.inputs)
    } else if let document, document.kind == .frames, let layers = document.frames,
      let path = folder.description
    {
      configuration = nil
      network = try located(path) { () throws(NetworkProblem) in
        try FrameTransformer(
          layers, classCount: document.classes.count + (document.nullClass == nil ? 0 : 1),
          inputs: document.role.inputs)
      }
    } else {
      guard let path = folder.configuration else {
        throw NetworkError(path: folder.path, problem: .noConfiguration)
      }
      let (configuration, ignored) = try Self.configuration(storage.source(path))
      note(ignored, in: path)
      self.configuration = configuration
      network = try located(path) { () throws(NetworkProblem) in try UNet2D(configuration) }
    }
    let (weights, files) = try folder.openWeights()
    let declared = network.weights
    tensors = try located(weights) { () throws(NetworkProblem) in
      try TensorMatch(files, declared)
    }
    if document == nil, let path = folder.scheduler {
      note(try SchedulerFile.read(path).ignoredOptions, in: path)
    }
    self.notes = notes
  }

  static func configuration(
    _ source: ByteSource
  ) throws -> (UNetConfiguration, ignored: [String]) {
    let value = try JSONFile.parse(source)
    return try located(source.path) { () throws(NetworkProblem) in
      try UNetConfiguration.read(value)
    }
  }

  public var parameterCount: Int { network.parameterCount }

  /// Bytes that sampling one picture takes, about: the weights in the forms that computing needs,
  /// which are a little more than twice the weights as floats.
  public var memoryNeed: Int { parameterCount * MemoryLayout<Float>.stride * 9 / 4 }

  /// What sampling must know of how the network was trained.
  /// - Throws: `NetworkError` where nothing says it, or an option has no translation.
  public func process() throws -> NetworkProcess {
    if let document, let path = folder.description {
      return try located(path) { () throws(NetworkProblem) in
        do throws(DeclarationError) {
          return try NetworkProcess(document)
        } catch {
          throw .declaration(error)
        }
      }
    }
    guard let scheduler = folder.scheduler else {
      throw NetworkError(path: folder.path, problem: .noProcess)
    }
    return try SchedulerFile.process(scheduler)
  }
}

extension Checkpoint {
  /// The sampler that the scheduler file beside the network describes; nil without one.
  /// - Throws: `FileError`, or `NetworkError` for a file that names no class.
  public func sampler() throws -> CheckpointSampler? {
    try folder.scheduler.map(SchedulerFile.read)
  }
}

/// Puts a file's name in front of what is wrong.
func located<R>(_ path: String, _ body: () throws(NetworkProblem) -> R) throws(NetworkError) -> R {
  do throws(NetworkProblem) {
    return try body()
  } catch {
    throw NetworkError(path: path, problem: error)
  }
}
