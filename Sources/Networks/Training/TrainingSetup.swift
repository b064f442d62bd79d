import Experiments
import Files
import Quickstep
import Tensors

/// A training run resolved: the data, the network, what it learns, and how it is used afterwards.
public struct TrainingSetup: Sendable {
  /// What the loss compares.
  public enum Task: Sendable {
    case prediction(Objective)
    case classification
  }

  public let plan: TrainingPlan
  public let objective: TrainingObjective
  public let optimizer: AdamWSettings
  public let data: any TrainingData
  public let network: any Network
  public let task: Task
  /// What `quickstep.toml` beside the weights says; `nil` for a classifier.
  public let description: NetworkDocument?
  private let layers: TrainedNetwork

  /// - Throws: `TrainingError` for settings that do not fit the data or each other.
  public init(_ plan: TrainingPlan, data: any TrainingData) throws(TrainingError) {
    do throws(DeclarationError) {
      objective = try objectives.make(plan.objective)
      optimizer = try optimizers.make(plan.optimizer)
      layers = try trainedNetworks.make(plan.network)
    } catch {
      throw .declaration(error)
    }
    try Self.check(plan, objective, data)
    self.plan = plan
    self.data = data
    if objective.kind == .classification {
      network = try Self.classifier(layers, data)
      task = .classification
      description = nil
      return
    }
    let classCount = plan.isConditional ? data.classNames.count + 1 : 0
    network = try Self.predictor(layers, data, classCount: classCount)
    let description = Self.description(plan, objective, layers, data)
    self.description = description
    let process: NetworkProcess
    do throws(DeclarationError) {
      process = try NetworkProcess(description)
    } catch {
      throw .network(.declaration(error))
    }
    task = .prediction(Objective(process, objective))
  }

  private static func check(
    _ plan: TrainingPlan, _ objective: TrainingObjective, _ data: any TrainingData
  ) throws(TrainingError) {
    if plan.isConditional || objective.kind == .classification, data.classNames.isEmpty {
      throw .noClasses(objective.kind == .classification ? .classification : .conditional)
    }
    if let guidance = plan.guidance, !plan.isConditional,
      (try? guidances.make(guidance))?.needsClass == true
    {
      throw .unconditional(guidance: guidance.name)
    }
    if let count = data.count, count < plan.batch {
      throw .tooFew(samples: count, batch: plan.batch)
    }
    guard plan.steps < UInt32.max else {
      throw .tooLong(steps: plan.steps, limit: Int(UInt32.max) - 1)
    }
  }

  /// What `quickstep.toml` beside the weights of a classifier says; `nil` for other networks.
  var classifier: ClassifierDocument? {
    guard case .classifier(let layers) = layers,
      case .picture(let width, let height, let channels) = data.shape
    else { return nil }
    return ClassifierDocument(
      width: width, height: height, channels: channels, layers: layers, classes: data.classNames)
  }

  /// The row that stands for no class; `nil` for a network that is told none.
  var nullClass: Int32? { description?.nullClass.map { Int32($0) } }

  private static func predictor(
    _ network: TrainedNetwork, _ data: any TrainingData, classCount: Int
  ) throws(TrainingError) -> any Network {
    switch (network, data.shape) {
    case (.mlp(var layers), .point(let dimensions)):
      layers.dimensions = dimensions
      return PointNetwork(layers, classCount: classCount)
    case (.unet(let layers), .picture(let width, let height, let channels)):
      let configuration = try layers.configuration(
        width: width, height: height, channels: channels, classCount: classCount)
      do throws(NetworkProblem) {
        let network = try UNet2D(configuration)
        if let obstacle = network.obstacle(height: height, width: width) { throw obstacle }
        return network
      } catch {
        throw .network(error)
      }
    case (.mlp, .picture): throw .shape(network: "mlp", needed: "points", data: data.shape)
    case (.unet, .point): throw .shape(network: "unet", needed: "pictures", data: data.shape)
    case (.classifier, _): throw .needsClassification
    }
  }

  private static func classifier(
    _ network: TrainedNetwork, _ data: any TrainingData
  ) throws(TrainingError) -> any Network {
    guard case .classifier(let layers) = network else { throw .needsClassifier }
    guard case .picture(let width, let height, let channels) = data.shape else {
      throw .shape(network: "classifier", needed: "pictures", data: data.shape)
    }
    do throws(NetworkProblem) {
      return try PictureClassifier(
        layers, width: width, height: height, inChannels: channels,
        classCount: data.classNames.count)
    } catch {
      throw .network(error)
    }
  }
}

extension UNetLayers {
  func configuration(
    width: Int, height: Int, channels count: Int, classCount: Int
  ) throws(TrainingError) -> UNetConfiguration {
    if let level = attention.first(where: { $0 >= channels.count }) {
      throw .level(level, count: channels.count)
    }
    let blocks = channels.indices.map { level -> UNetBlock in
      attention.contains(level) ? .attention : .plain
    }
    var configuration = UNetConfiguration()
    configuration.sampleSize = UNetConfiguration.Size(height: height, width: width)
    configuration.inChannels = count
    configuration.outChannels = count
    configuration.blockChannels = channels
    configuration.layersPerBlock = layers
    configuration.downBlocks = blocks
    configuration.upBlocks = blocks.reversed()
    configuration.middleHasAttention = blocks.last == .attention
    configuration.groups = groups
    configuration.headWidth = headWidth
    configuration.classCount = classCount > 0 ? classCount : nil
    return configuration
  }
}
