import Experiments
import Quickstep

/// A network to train, with its layers.
public enum TrainedNetwork: Hashable, Sendable {
  case unet(UNetLayers)
  case mlp(NetworkDocument.Layers)
  case frames(FrameLayers)
  case classifier(ClassifierLayers)

  fileprivate enum Kind: CaseIterable, Sendable { case unet, mlp, frames, classifier }
}

/// All that can be trained.
public let trainedNetworks = Catalog(
  "network", TrainedNetwork.Kind.allCases,
  declaration: { kind in
    switch kind {
    case .unet: UNetLayers.declaration
    case .mlp: NetworkDocument.Layers.declaration
    case .frames: FrameLayers.declaration
    case .classifier: ClassifierLayers.declaration
    }
  },
  make: { kind, knobs -> TrainedNetwork in
    switch kind {
    case .unet: .unet(UNetLayers(knobs))
    case .mlp: .mlp(NetworkDocument.Layers(knobs))
    case .frames: .frames(FrameLayers(knobs))
    case .classifier: .classifier(ClassifierLayers(knobs))
    }
  })

/// The layers of a U-Net.
public struct UNetLayers: Component, Hashable {
  /// Of every level, from the full resolution down.
  public let channels: [Int]
  /// Residual layers of a level.
  public let layers: Int
  /// The levels with attention, counted from 0 at the full resolution.
  public let attention: [Int]
  /// Groups of a normalisation.
  public let groups: Int
  /// Channels of a head of attention.
  public let headWidth: Int

  public static let declaration = Declaration(
    "unet", title: "U-Net", summary: "of pictures: levels of halved size with residual layers",
    paper: "Ho et al. 2020, Denoising Diffusion Probabilistic Models",
    knobs: [
      Knob(
        "channels", "channels of every level, full resolution first",
        .integers(1...4096, counts: 1...8), default: .integers([32, 64, 64])),
      Knob("layers", "residual layers of a level", .integer(1...8), default: .integer(1)),
      Knob(
        "attention", "levels with attention, counted from 0 at the full resolution",
        .integers(0...7, counts: 0...8), default: .integers([])),
      Knob("groups", "groups of a normalisation", .integer(1...1024), default: .integer(16)),
      Knob(
        "head-width", "channels of a head of attention", .integer(1...4096), default: .integer(32)),
    ])

  public init(_ knobs: KnobValues) {
    channels = knobs.integers("channels")
    layers = knobs.integer("layers")
    attention = knobs.integers("attention")
    groups = knobs.integer("groups")
    headWidth = knobs.integer("head-width")
  }
}

extension NetworkDocument.Layers: Component {
  public static let declaration = Declaration(
    "mlp", title: "MLP", summary: "of points: layers of products and bends",
    knobs: [
      Knob(
        "widths", "hidden layers, first to last", .integers(1...65_536, counts: 1...100),
        default: .integers([128, 128, 128])),
      Knob(
        "time-features", "sines and cosines of the time", .integer(4...65_536),
        default: .integer(64)),
      Knob(
        "time-input", "how the features of the time enter",
        .choice(TimeInput.allCases.map(\.rawValue)), default: .word(TimeInput.added.rawValue)),
    ])

  public init(_ knobs: KnobValues) {
    self.init(
      widths: knobs.integers("widths"), timeFeatures: knobs.integer("time-features"),
      timeInput: knobs.choice("time-input"))
  }
}

/// The layers of a classifier of pictures.
public struct ClassifierLayers: Component, Hashable {
  /// Of every level, each half as wide and high as the one before.
  public let channels: [Int]
  /// Numbers that the last hidden layer hands on.
  public let features: Int

  public static let declaration = Declaration(
    "classifier", title: "classifier", summary: "of pictures: learns their classes",
    knobs: [
      Knob(
        "channels", "channels of every level, full resolution first",
        .integers(1...4096, counts: 1...8), default: .integers([16, 32, 64])),
      Knob(
        "features", "numbers of the last hidden layer", .integer(1...4096),
        default: .integer(64)),
    ])

  public init(_ knobs: KnobValues) {
    channels = knobs.integers("channels")
    features = knobs.integer("features")
  }

  /// What `init(knobs:)` makes them of.
  var knobs: [String: KnobValue] {
    ["channels": .integers(channels), "features": .integer(features)]
  }
}
