import Files
import Tensors

/// How clips are cut into tokens: squares of pixels, frame after frame, row after row.
struct FramePatches: Sendable {
  /// Pixels of a token.
  let area: Int
  /// For every token its frame …
  let frames: [Int]
  /// … and its square, counted in the frame.
  let squares: [Int]
  private let layers: FrameLayers

  init(_ layers: FrameLayers) {
    self.layers = layers
    let perFrame = layers.tokensPerFrame
    area = layers.patch * layers.patch
    frames = (0..<layers.frames * perFrame).map { $0 / perFrame }
    squares = (0..<layers.frames * perFrame).map { $0 % perFrame }
  }

  /// For every number of a token, tokens one after the other, its place in a clip.
  private func order(channels: Int) -> [Int] {
    let (patch, columns) = (layers.patch, layers.frameWidth / layers.patch)
    let stride = layers.frames * layers.frameWidth
    return zip(frames, squares).flatMap { frame, square in
      (0..<patch).flatMap { y in
        (0..<patch * channels).map { x in
          let row = square / columns * patch + y
          let column = frame * layers.frameWidth + square % columns * patch
          return (row * stride + column) * channels + x
        }
      }
    }
  }

  /// Tokens of a clip.
  func cut(_ clip: Value, _ tape: Tape) -> Value {
    let channels = clip.shape.channels
    return tape.rearrange(
      clip, order: order(channels: channels), height: 1, width: frames.count,
      channels: area * channels)
  }

  /// A clip of tokens.
  func join(_ tokens: Value, _ tape: Tape) -> Value {
    let order = order(channels: layers.channels)
    var places = order
    for (place, from) in order.enumerated() { places[from] = place }
    return tape.rearrange(
      tokens, order: places, height: layers.frameHeight,
      width: layers.frames * layers.frameWidth, channels: layers.channels)
  }
}
