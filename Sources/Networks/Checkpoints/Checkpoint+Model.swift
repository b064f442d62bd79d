import Files
import Quickstep
import Tensors

extension Checkpoint {
  /// What one sample is.
  /// - Throws: `NetworkError` where the configuration does not say it, or the network makes none.
  public func shape() throws -> SampleShape {
    if let role = document?.role, role != .model {
      throw NetworkError(path: folder.path, problem: .notAModel(role))
    }
    return try sampleShape()
  }

  /// What it is asked with and answers.
  func sampleShape() throws -> SampleShape {
    if let layers = (network as? FrameTransformer)?.layers { return layers.shape }
    guard let configuration else {
      return .point(dimensions: network.outChannels)
    }
    let path = folder.configuration ?? folder.path
    guard let size = configuration.sampleSize else {
      throw NetworkError(path: path, problem: .noSize)
    }
    if let obstacle = network.obstacle(height: size.height, width: size.width) {
      throw NetworkError(path: path, problem: obstacle)
    }
    return .picture(
      width: size.width, height: size.height,
      channels: configuration.inChannels / (document?.role.inputs ?? 1))
  }

  /// The classes that can be asked for.
  /// - Throws: `NetworkError` where the listed ones do not fit the network.
  public func classes() throws -> ClassTable {
    try located(folder.description ?? folder.configuration ?? folder.path) {
      () throws(NetworkProblem) in try ClassTable(network.classKind, document)
    }
  }

  /// What a plan takes where nobody chose.
  public func defaults() throws -> PlanDefaults {
    let classes = try classes()
    return try process().defaults(classes.names, hasNone: classes.none != nil)
  }

  /// Reads the weights and makes a model of them.
  /// - Parameter canonicalValues: what becomes of the weights' own layout once they are packed.
  /// - Throws: as `process`, `shape`, `classes` and `loadWeights` do, all but the last before any
  ///   memory is taken.
  public func model(
    with kernels: Kernels, canonicalValues: PackedWeights.CanonicalValues = .released,
    progress: @Sendable (Double) -> Void = { _ in },
    isCancelled: @Sendable () -> Bool = { false }
  ) throws -> NetworkModel {
    let process = try process(), shape = try shape(), classes = try classes()
    try located(folder.path) { () throws(NetworkProblem) in
      try NetworkModel.check(network, shape)
    }
    let weights = try loadWeights(with: kernels, progress: progress, isCancelled: isCancelled)
    return try located(folder.path) { () throws(NetworkProblem) in
      try NetworkModel(
        network, weights, process, shape: shape, classes: classes,
        canonicalValues: canonicalValues)
    }
  }
}

extension NetworkProcess {
  /// What a plan takes where nobody chose: a network that has no class for the whole distribution is
  /// asked for each of its classes.
  fileprivate func defaults(_ classNames: [String], hasNone: Bool) -> PlanDefaults {
    var defaults = defaults
    if !hasNone, !classNames.isEmpty, defaults.words["class"] == nil {
      defaults.words["class"] = "each"
    }
    return defaults
  }
}

extension Checkpoint {
  /// What a plan with a network that comes with the program takes where nobody chose: known from its
  /// description, before its weights are looked at.
  public static func bundledDefaults(_ name: String) throws -> PlanDefaults {
    guard let folder = CheckpointFolder.bundled(name), let description = folder.description else {
      preconditionFailure("the network \(name) is not bundled")
    }
    let document = try NetworkFile.parse(folder.storage.source(description))
    return try NetworkProcess(document).defaults(
      document.classes, hasNone: document.nullClass != nil)
  }
}
