import Tensors

/// Attention of all pixels of a sample to each other, added to its input (Vaswani et al. 2017).
struct AttentionLayer: Sendable {
  private let norm: GroupNorm?
  private let query, key, value, output: Linear
  private let heads: Int
  private let outputScale: Double
  private let part: String

  /// - Parameters:
  ///   - headWidth: channels of one head; `nil` for one head. Channels beyond the last whole head
  ///     take no part.
  ///   - groups: of the normalisation; `nil` for none.
  ///   - outputScale: what the sum with the input is divided by.
  init(
    _ scope: Scope, channels: Int, headWidth: Int?, groups: Int?, epsilon: Double,
    outputScale: Double = 1
  ) throws(NetworkProblem) {
    let width = headWidth ?? channels
    heads = channels / width
    guard heads > 0 else {
      throw .unfitting(
        options: ["attention_head_dim", "block_out_channels"],
        reason: "\(scope.name) has \(channels) channels, fewer than a head of \(width)")
    }
    self.outputScale = outputScale
    part = scope.part()
    var norm: GroupNorm?
    if let groups {
      norm = try GroupNorm(
        scope["group_norm"], channels: channels, groups: groups, epsilon: epsilon)
    }
    self.norm = norm
    let inner = heads * width
    query = Linear(scope["to_q"], input: channels, output: inner)
    key = Linear(scope["to_k"], input: channels, output: inner)
    value = Linear(scope["to_v"], input: channels, output: inner)
    output = Linear(scope["to_out", 0], input: inner, output: channels)
  }

  func callAsFunction(_ x: Value, _ run: Recorder) -> Value {
    if run.omits(part) { return x }
    let y = norm.map { $0(x, run) } ?? x
    let mixed = run.tape.attention(
      query: query(y, run), key: key(y, run), value: value(y, run), heads: heads)
    let sum = output(mixed, run, adding: x)
    return outputScale == 1 ? sum : run.tape.scale(sum, by: Float(1 / outputScale))
  }
}
