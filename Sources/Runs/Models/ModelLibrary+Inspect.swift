import Experiments
import Files
import Networks
import Quickstep

extension ModelLibrary {
  /// Finds out what a model is. A network's weights are not read for that, other models are loaded.
  /// - Throws: as `model(_:loading:)` does, but for what is wrong with a network's weights.
  public func inspect(_ choice: Choice) throws -> ModelCard {
    let bundled = bundledModels.first { $0.card.name == choice.name }?.card
    if let checkpoint = try Self.checkpoint(choice) {
      return try Self.card(choice, checkpoint, bundled).knowingStatistics(data)
    }
    let model = try model(choice)
    var card = bundled ?? Self.card(choice, model)
    card.labels = ["class": model.classNames, "skip": model.parts]
    card.entries = model.shape.count
    card.sampling.prediction = model.prediction
    return card.knowingStatistics(data)
  }

  private static func card(
    _ choice: Choice, _ checkpoint: Checkpoint, _ bundled: ModelCard?
  ) throws -> ModelCard {
    let shape = try checkpoint.shape(), classes = try checkpoint.classes().names
    let bytes = (checkpoint.memoryNeed + 1 << 20 - 1) >> 20
    var card =
      bundled
      ?? ModelCard(
        choice.name, .network(checkpoint.parameterCount),
        "\(summary(shape, classes)), \(bytes) MiB of memory")
    let attention = checkpoint.network.attention
    card.labels = [
      "class": classes, "skip": checkpoint.network.parts,
      "tiles": attention.map { (1..<$0.frames).map(String.init) } ?? [],
    ]
    card.defaults = try checkpoint.defaults().settings()
    let process = try checkpoint.process()
    let sampler = process.sampler
    if sampler != nil { card.decides = ["schedule", "grid", "solver", "clip"] }
    card.knowledge = SamplingKnowledge(
      pathObstacle: .notExact, sampler: sampler,
      prediction: KnobValues(modelDeclaration.knobs, choice.knobs).optionalChoice("predicts")
        ?? process.prediction, attention: attention)
    card.entries = shape.count
    return card
  }

  /// What a plan with this model takes where nobody chose.
  /// - Throws: where a network's description cannot be used.
  public static func defaults(_ choice: Choice) throws -> PlanDefaults {
    if let bundled = bundledModels.first(where: { $0.card.name == choice.name }),
      case .network = bundled.kind
    {
      return try Checkpoint.bundledDefaults(choice.name)
    }
    return try checkpoint(choice)?.defaults() ?? PlanDefaults()
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
    if let bundled = bundledModels.first(where: { $0.card.name == choice.name }) {
      guard case .network = bundled.kind, case .network(let checkpoint) = try bundled.make()
      else { return nil }
      return checkpoint
    }
    return try ModelPath(choice.name)?.network.map { try Checkpoint($0) }
  }

  private static func card(_ choice: Choice, _ model: any Denoiser) -> ModelCard {
    let base = (model as? Recast)?.base ?? model
    let kind: ModelKind =
      if let data = base as? DataSetModel {
        .data(data.count)
      } else if let network = base as? NetworkModel {
        .network(network.parameterCount)
      } else {
        .mixture
      }
    return ModelCard(choice.name, kind, summary(model.shape, model.classNames))
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

extension ModelCard {
  /// With the statistics that are stored beside the model now.
  fileprivate func knowingStatistics(_ data: String) -> ModelCard {
    var card = self
    // What is damaged is told of when it is asked for.
    card.sampling.statistics = try? StatisticsFiles(of: Choice(name), or: data).stored()
    return card
  }
}
