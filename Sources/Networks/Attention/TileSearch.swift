import Tensors

/// Looks, layer by layer, for the sparsest mask of attention tiles that changes what the layer makes
/// by little (Ding et al. 2025, Efficient-vDiT, the layer-wise search).
public struct TileSearch: Sendable {
  /// What one layer was given for one video: rows of tokens, frame after frame.
  public struct Sample: Sendable {
    public let query, key, value: [Float]

    public init(query: [Float], key: [Float], value: [Float]) {
      self.query = query
      self.key = key
      self.value = value
    }
  }

  public let frames, channels, heads: Int
  /// Numbers of reference frames to try, the sparsest mask first; at the end those of whole
  /// attention.
  public let candidates: [Int]
  private let choice: AttentionTiles.Choice

  /// - Parameters:
  ///   - heads: divides `channels`.
  ///   - candidates: each 1 … `frames`.
  public init(
    frames: Int, channels: Int, heads: Int, candidates: [Int] = [1, 2, 3, 4, 6],
    _ choice: AttentionTiles.Choice = .even
  ) {
    self.frames = frames
    self.channels = channels
    self.heads = heads
    self.choice = choice
    self.candidates = Set(candidates.filter { $0 < frames } + [frames]).sorted()
  }

  /// For each candidate, how far what attention makes is from what it makes without a mask: the sum
  /// of squares over all samples, over that of whole attention.
  /// - Parameter samples: of one layer, of one length.
  public func losses(_ samples: [Sample], with kernels: Kernels) -> [Double] {
    guard let tokens = samples.first.map({ $0.query.count / channels }) else { return [] }
    let layers = candidates.map {
      Attended(
        AttentionTiles(frames: frames, references: $0, choice), self, tokens: tokens, kernels)
    }
    // With all frames as references nothing is left out.
    let whole = layers[layers.count - 1]
    var missed = Array(repeating: 0.0, count: candidates.count)
    var energy = 0.0
    for sample in samples {
      let right = whole(sample)
      energy += right.reduce(0) { $0 + Double($1) * Double($1) }
      for (index, layer) in layers.dropLast().enumerated() {
        missed[index] += zip(layer(sample), right).reduce(0) { sum, pair in
          let difference = Double(pair.0) - Double(pair.1)
          return sum + difference * difference
        }
      }
    }
    return missed.map { energy > 0 ? $0 / energy : 0 }
  }

  /// The first candidate of each layer whose loss is at most `r`.
  /// - Parameter losses: of each layer, as `losses(_:with:)` gives them.
  public func plan(_ losses: [[Double]], r: Double) -> [Int] {
    losses.map { layer in
      zip(candidates, layer).first { $0.1 <= r }?.0 ?? frames
    }
  }

  /// Attention on a tape of its own.
  private struct Attended {
    private let tape: Tape
    private let inputs: [Value]
    private let result: Value

    init(_ tiles: AttentionTiles, _ search: TileSearch, tokens: Int, _ kernels: Kernels) {
      let tape = Tape(kernels: kernels, purpose: .inference(PackedWeights()))
      let shape = TensorShape(batch: 1, height: 1, width: tokens, channels: search.channels)
      let inputs = (0..<3).map { _ in tape.input(shape) }
      result = tape.attention(
        query: inputs[0], key: inputs[1], value: inputs[2], heads: search.heads, tiles: tiles)
      self.tape = tape
      self.inputs = inputs
    }

    func callAsFunction(_ sample: Sample) -> [Float] {
      for (input, numbers) in zip(inputs, [sample.query, sample.key, sample.value]) {
        tape.write(input, from: numbers)
      }
      tape.forward()
      return tape.read(result)
    }
  }
}
