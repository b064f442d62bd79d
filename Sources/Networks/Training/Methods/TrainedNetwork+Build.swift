import Files
import Quickstep

// A network as a plan names it, for data as they are.
extension TrainedNetwork {
  /// What predicts something of samples.
  /// - Parameters:
  ///   - classCount: rows of the table of classes, the one for no class included; 0 for none.
  ///   - inputs: how many states of a sample's shape it is given at once.
  func predictor(
    _ shape: SampleShape, classCount: Int, inputs: Int = 1
  ) throws(TrainingError) -> any Network {
    switch (self, shape) {
    case (.mlp(var layers), .point(let dimensions)):
      layers.dimensions = dimensions
      return PointNetwork(layers, classCount: classCount, inputs: inputs)
    case (.unet(let layers), .picture(let width, let height, let channels)):
      let configuration = try layers.configuration(
        width: width, height: height, channels: channels, classCount: classCount, inputs: inputs)
      do throws(NetworkProblem) {
        let network = try UNet2D(configuration)
        if let obstacle = network.obstacle(height: height, width: width) { throw obstacle }
        return network
      } catch {
        throw .network(error)
      }
    case (.frames(let layers), .picture(let width, let height, let channels)):
      do throws(NetworkProblem) {
        return try FrameTransformer(
          layers.fitted(width: width, height: height, channels: channels),
          classCount: classCount, inputs: inputs)
      } catch {
        throw .network(error)
      }
    case (.frames, .point): throw .shape(network: "frames", needed: "clips", data: shape)
    case (.mlp, .picture): throw .shape(network: "mlp", needed: "points", data: shape)
    case (.unet, .point): throw .shape(network: "unet", needed: "pictures", data: shape)
    case (.classifier, _): throw .needsClassification
    }
  }

  /// What finds the classes of pictures.
  func classifier(
    _ data: any TrainingData
  ) throws(TrainingError) -> (any Network, ClassifierDocument) {
    guard case .classifier(let layers) = self else { throw .needsClassifier }
    guard case .picture(let width, let height, let channels) = data.shape else {
      throw .shape(network: "classifier", needed: "pictures", data: data.shape)
    }
    let description = ClassifierDocument(
      width: width, height: height, channels: channels, layers: layers, classes: data.classNames)
    do throws(NetworkProblem) {
      return (
        try PictureClassifier(
          layers, width: width, height: height, inChannels: channels,
          classCount: data.classNames.count), description
      )
    } catch {
      throw .network(error)
    }
  }
}

extension FrameLayers {
  /// The same layers for frames of clips of a size.
  fileprivate func fitted(
    width: Int, height: Int, channels: Int
  ) throws(NetworkProblem) -> FrameLayers {
    guard width.isMultiple(of: frames) else {
      throw .unfitting(
        options: ["frames"], reason: "\(width)x\(height) are not \(frames) frames side by side")
    }
    var layers = self
    layers.frameWidth = width / frames
    layers.frameHeight = height
    layers.channels = channels
    return layers
  }
}

extension UNetLayers {
  fileprivate func configuration(
    width: Int, height: Int, channels count: Int, classCount: Int, inputs: Int
  ) throws(TrainingError) -> UNetConfiguration {
    if let level = attention.first(where: { $0 >= channels.count }) {
      throw .level(level, count: channels.count)
    }
    let blocks = channels.indices.map { level -> UNetBlock in
      attention.contains(level) ? .attention : .plain
    }
    var configuration = UNetConfiguration()
    configuration.sampleSize = UNetConfiguration.Size(height: height, width: width)
    configuration.inChannels = count * inputs
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
