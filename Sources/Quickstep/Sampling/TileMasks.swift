import Tensors

/// What attention a model has over the frames of a clip.
public struct FrameAttention: Hashable, Sendable {
  /// Of a clip.
  public let frames: Int
  /// Layers of attention.
  public let layers: Int

  public init(frames: Int, layers: Int) {
    self.frames = frames
    self.layers = layers
  }
}

/// How many reference frames the masks of attention tiles have, as text: `2` for all layers,
/// `1,1,2,4` layer by layer, `first:2` where they are the first frames instead of spread evenly.
public struct TileMasks: Hashable, Sendable, LosslessStringConvertible {
  /// One for all layers or one for each; empty where attention is whole.
  public let references: [Int]
  public let choice: AttentionTiles.Choice

  /// Where attention is whole.
  public static let none = "none"

  /// - Parameter references: each at least 1.
  public init(_ references: [Int], _ choice: AttentionTiles.Choice = .even) {
    precondition(references.allSatisfy { $0 >= 1 })
    self.references = references
    self.choice = choice
  }

  /// - Returns: `nil` for a text of another form.
  public init?(_ text: String) {
    if text == Self.none {
      self.init([])
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.count == 1 || parts[0] == AttentionTiles.Choice.first.rawValue
    else { return nil }
    let texts = parts[parts.count - 1].split(separator: ",", omittingEmptySubsequences: false)
    let numbers = texts.compactMap { Int($0) }
    guard numbers.count == texts.count, numbers.allSatisfy({ $0 >= 1 }) else { return nil }
    self.init(numbers, parts.count == 2 ? .first : .even)
  }

  public var description: String {
    guard !references.isEmpty else { return Self.none }
    return (choice == .even ? "" : "\(choice.rawValue):")
      + references.map(String.init).joined(separator: ",")
  }

  /// The mask of every layer; empty where attention is whole.
  /// - Throws: `SamplingError` for more references than frames, or another number of layers.
  public func masks(
    of attention: FrameAttention
  ) throws(SamplingError) -> [AttentionTiles] {
    guard !references.isEmpty else { return [] }
    if let k = references.first(where: { $0 > attention.frames }) {
      throw .tooManyReferences(k, frames: attention.frames)
    }
    guard [1, attention.layers].contains(references.count) else {
      throw .otherLayers(references.count, layers: attention.layers)
    }
    return (0..<attention.layers).map { layer in
      AttentionTiles(
        frames: attention.frames,
        references: references.count == 1 ? references[0] : references[layer], choice)
    }
  }
}

extension Plan {
  /// The masks of attention tiles.
  /// - Throws: `SamplingError.tiles` where the word cannot be read.
  public func tileMasks() throws(SamplingError) -> TileMasks {
    guard let masks = TileMasks(tiles) else { throw .tiles(tiles) }
    return masks
  }

  /// The mask of every layer of a model; empty where attention is whole.
  /// - Parameter attention: what the model has.
  /// - Throws: `SamplingError`.
  public func tileMasks(
    of attention: FrameAttention?
  ) throws(SamplingError) -> [AttentionTiles] {
    let masks = try tileMasks()
    guard !masks.references.isEmpty else { return [] }
    guard let attention else { throw .noFrames(model: model.name) }
    return try masks.masks(of: attention)
  }
}
