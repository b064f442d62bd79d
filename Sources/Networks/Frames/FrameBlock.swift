import Files
import Tensors

/// A layer of a transformer: attention of all tokens to each other, then two linear layers for each
/// token, each added to what it is given (Peebles & Xie 2023, DiT).
struct FrameBlock: Sendable {
  /// Channels between the two linear layers, as a multiple of a token's.
  static let growth = 4

  private let attentionNorm, linearNorm: ModulatedNorm
  private let query, key, value, output: Linear
  private let up, down: Linear
  private let heads: Int
  private let attentionPart, linearPart: String

  init(_ scope: Scope, _ layers: FrameLayers) {
    let width = layers.width
    heads = layers.heads
    let attention = scope["attentions"], linear = scope["mlp"]
    attentionNorm = ModulatedNorm(attention["norm"], channels: width)
    query = Linear(attention["to_q"], input: width, output: width)
    key = Linear(attention["to_k"], input: width, output: width)
    value = Linear(attention["to_v"], input: width, output: width)
    output = Linear(attention["to_out"], input: width, output: width)
    attentionPart = attention.part()
    linearNorm = ModulatedNorm(linear["norm"], channels: width)
    up = Linear(linear["up"], input: width, output: Self.growth * width)
    down = Linear(linear["down"], input: Self.growth * width, output: width)
    linearPart = linear.part()
  }

  /// - Parameters:
  ///   - tiles: that attention keeps; `nil` for all.
  ///   - look: told query, key, value and result of attention, where it is not left out.
  func callAsFunction(
    _ x: Value, _ condition: Value, _ tiles: AttentionTiles?, _ run: Recorder,
    look: (_ query: Value, _ key: Value, _ value: Value, _ result: Value) -> Void
  ) -> Value {
    var x = x
    if !run.omits(attentionPart) {
      let y = attentionNorm(x, condition, run)
      let (q, k, v) = (query(y, run), key(y, run), value(y, run))
      let mixed =
        tiles.map { run.tape.attention(query: q, key: k, value: v, heads: heads, tiles: $0) }
        ?? run.tape.attention(query: q, key: k, value: v, heads: heads)
      look(q, k, v, mixed)
      x = output(mixed, run, adding: x)
    }
    if !run.omits(linearPart) {
      x = down(up(linearNorm(x, condition, run), run, activation: .gelu), run, adding: x)
    }
    return x
  }
}

/// Layer normalisation whose scale and shift follow from a sample's condition (Peebles & Xie 2023,
/// DiT, adaptive layer norm).
struct ModulatedNorm: Sendable {
  private static let epsilon: Float = 1e-6

  private let modulation: Linear

  init(_ scope: Scope, channels: Int) {
    modulation = Linear(scope["linear"], input: channels, output: 2 * channels)
  }

  func callAsFunction(_ x: Value, _ condition: Value, _ run: Recorder) -> Value {
    run.tape.modulate(
      run.tape.layerNorm(x, epsilon: Self.epsilon), by: modulation(condition, run))
  }
}
