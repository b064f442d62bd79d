import Files
import Networks
import Quickstep

/// What can be said of a model before a run.
public struct ModelInspection: Sendable {
  public let entry: ModelEntry
  public let classNames: [String]
  /// What a plan takes where nobody chose.
  public let defaults: PlanDefaults
  /// The sampler that comes with it; nil for none.
  public let sampler: CheckpointSampler?
}

extension ModelLibrary {
  /// What a list says of a choice; `nil` for a path that has not been loaded.
  public func entry(_ choice: Choice) -> ModelEntry? {
    if let bundled = Self.entries.first(where: { $0.name == choice.name }) { return bundled }
    return cached(choice).map { Self.entry(choice, $0) }
  }

  /// Finds out what a model is. A network's weights are not read for that, other models are loaded.
  /// - Throws: as `model(_:loading:)` does, but for what is wrong with a network's weights.
  public func inspect(_ choice: Choice) throws -> ModelInspection {
    if let checkpoint = try Self.checkpoint(choice) {
      let shape = try checkpoint.shape(), classes = try checkpoint.classes().names
      let bytes = (checkpoint.memoryNeed + 1 << 20 - 1) >> 20
      return ModelInspection(
        entry: entry(choice)
          ?? ModelEntry(
            name: choice.name, kind: .network(checkpoint.parameterCount),
            title: Self.title(choice),
            summary: "\(Self.summary(shape, classes)), \(bytes) MiB of memory"),
        classNames: classes, defaults: try checkpoint.defaults(),
        sampler: try checkpoint.process().sampler)
    }
    let model = try model(choice)
    return ModelInspection(
      entry: entry(choice) ?? Self.entry(choice, model), classNames: model.classNames,
      defaults: PlanDefaults(), sampler: nil)
  }

  /// What a plan with this model takes where nobody chose.
  /// - Throws: where a network's description cannot be used.
  public static func defaults(_ choice: Choice) throws -> PlanDefaults {
    try checkpoint(choice)?.defaults() ?? PlanDefaults()
  }

  /// The sampler that comes with a model; nil for none.
  /// - Throws: where a network's description cannot be used.
  public static func sampler(_ choice: Choice) throws -> CheckpointSampler? {
    try checkpoint(choice)?.process().sampler
  }

  /// What was read of a model and has no effect on it, a sentence a file.
  /// - Throws: where a network's description cannot be used.
  public static func notes(_ choice: Choice) throws -> [String] {
    try checkpoint(choice)?.notes.map { PrintableText($0, limit: 2000).text } ?? []
  }

  private static func checkpoint(_ choice: Choice) throws -> Checkpoint? {
    if let bundled = bundledModels.first(where: { $0.entry.name == choice.name }) {
      guard case .network = bundled.entry.kind, case .network(let checkpoint) = try bundled.make()
      else { return nil }
      return checkpoint
    }
    return try ModelPath(choice.name)?.network.map { try Checkpoint($0) }
  }

  private static func entry(_ choice: Choice, _ model: any Denoiser) -> ModelEntry {
    let base = (model as? Recast)?.base ?? model
    let kind: ModelEntry.Kind =
      if let data = base as? DataSetModel {
        .data(data.count)
      } else if let network = base as? NetworkModel {
        .network(network.parameterCount)
      } else {
        .mixture
      }
    return ModelEntry(
      name: choice.name, kind: kind, title: title(choice),
      summary: summary(model.shape, model.classNames))
  }

  private static func title(_ choice: Choice) -> String {
    choice.name.split(separator: "/").last.map(String.init) ?? choice.name
  }

  private static func summary(_ shape: SampleShape, _ classes: [String]) -> String {
    let size =
      switch shape {
      case .point(let dimensions): "\(dimensions) dimensions"
      case .picture(let width, let height, 1): "\(width) x \(height) grey"
      case .picture(let width, let height, 3): "\(width) x \(height) colour"
      case .picture(let width, let height, let channels):
        "\(width) x \(height), \(channels) channels"
      }
    return classes.isEmpty ? size : "\(size), \(classes.count) classes"
  }
}
