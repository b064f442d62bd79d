import Quickstep

/// The layers of a network for clips: pictures whose frames stand side by side.
public struct FrameLayers: Component, Hashable {
  /// Of a clip.
  public var frames: Int
  /// Pixels of the side of a square that is one token.
  public var patch: Int
  /// Channels of a token.
  public var width: Int
  /// Layers of attention.
  public var layers: Int
  /// Of attention.
  public var heads: Int
  /// Sines and cosines of the time.
  public var timeFeatures: Int
  /// Pixels of a frame, and the channels of a pixel.
  public var frameWidth = 16
  public var frameHeight = 16
  public var channels = 1

  public static let framesRange = 1...64
  public static let patchRange = 1...64
  public static let widthRange = 1...4096
  public static let layersRange = 1...64
  public static let headsRange = 1...64
  public static let timeFeaturesRange = 4...65_536
  public static let sideRange = 1...4096
  public static let channelsRange = 1...64

  public static let declaration = Declaration(
    "frames", title: "frame transformer",
    summary: "of clips, frames side by side: layers of attention over all frames",
    paper: "Ding et al. 2025, Efficient-vDiT: Efficient Video Diffusion Transformers With "
      + "Attention Tile",
    knobs: [
      Knob("frames", "frames of a clip", .integer(framesRange), default: .integer(8)),
      Knob(
        "patch", "side of the squares that are tokens, in pixels", .integer(patchRange),
        default: .integer(4)),
      Knob("width", "channels of a token", .integer(widthRange), default: .integer(64)),
      Knob("layers", "layers of attention", .integer(layersRange), default: .integer(4)),
      Knob("heads", "heads of attention", .integer(headsRange), default: .integer(4)),
      Knob(
        "time-features", "sines and cosines of the time", .integer(timeFeaturesRange),
        default: .integer(64)),
    ])

  public init(_ knobs: KnobValues) {
    frames = knobs.integer("frames")
    patch = knobs.integer("patch")
    width = knobs.integer("width")
    layers = knobs.integer("layers")
    heads = knobs.integer("heads")
    timeFeatures = knobs.integer("time-features")
  }

  public init(
    frames: Int = 8, patch: Int = 4, width: Int = 64, layers: Int = 4, heads: Int = 4,
    timeFeatures: Int = 64
  ) {
    self.frames = frames
    self.patch = patch
    self.width = width
    self.layers = layers
    self.heads = heads
    self.timeFeatures = timeFeatures
  }

  /// Tokens of a frame.
  public var tokensPerFrame: Int { frameWidth / patch * (frameHeight / patch) }

  /// Keys whose numbers do not fit each other, and why; `nil` where all fit.
  public var misfit: (keys: [String], reason: String)? {
    if !frameWidth.isMultiple(of: patch) || !frameHeight.isMultiple(of: patch) {
      return (
        ["patch", "frames"],
        "frames of \(frameWidth)x\(frameHeight) cannot be cut into squares of \(patch)"
      )
    }
    if !width.isMultiple(of: heads) {
      return (["heads", "width"], "\(width) channels cannot be shared by \(heads) heads")
    }
    return nil
  }
}
