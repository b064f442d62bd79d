import Tensors

/// How a number per sample becomes features.
enum NumberFeatures: Sendable {
  /// Sines and cosines at frequencies from 1 down to 1/10000 (Vaswani et al. 2017, section 3.5).
  case positional(width: Int, cosinesFirst: Bool, frequencyShift: Double)
  /// Sines and cosines of the logarithm at random frequencies (Tancik et al. 2020).
  case fourier(Weight, count: Int)
  /// The row of a table whose number is nearest.
  case learned(Embedding, rows: Int, width: Int)

  init(_ scope: Scope, _ configuration: UNetConfiguration) throws(NetworkProblem) {
    let width = configuration.blockChannels[0]
    switch configuration.timeEmbedding {
    case .positional:
      guard width >= 2, Double(width / 2) != configuration.frequencyShift else {
        throw .unfitting(
          options: ["freq_shift", "block_out_channels"],
          reason: "the frequencies of \(width) features would be divided by 0")
      }
      self = .positional(
        width: width, cosinesFirst: configuration.cosinesFirst,
        frequencyShift: configuration.frequencyShift)
    case .fourier:
      self = .fourier(scope.weight("weight", .vector(width)), count: width)
    case .learned:
      guard let rows = configuration.trainingSteps else {
        throw .unfitting(
          options: ["time_embedding_type", "num_train_timesteps"],
          reason: "a learned embedding needs a row for each time step")
      }
      self = .learned(Embedding(scope, rows: rows, width: width), rows: rows, width: width)
    }
  }

  /// Features of a sample.
  var width: Int {
    switch self {
    case .positional(let width, _, _), .learned(_, _, let width): width
    case .fourier(_, let count): 2 * count
    }
  }

  var kind: NumberKind {
    switch self {
    case .positional: .real
    case .fourier: .positive
    case .learned(_, let rows, _): .row(count: rows)
    }
  }

  func callAsFunction(_ numbers: NumberInput, _ run: Recorder) -> Value {
    switch (self, numbers) {
    case (.positional(let width, let cosinesFirst, let shift), .real(let x)):
      run.tape.sinusoids(
        x, width: width, order: cosinesFirst ? .cosineFirst : .sineFirst,
        frequencyShift: Float(shift))
    case (.fourier(let weights, _), .real(let x)):
      run.tape.fourierFeatures(x, weights: run[weights])
    case (.learned(let table, _, _), .row(let rows)): table(rows, run)
    case (_, .real), (_, .row): preconditionFailure("the wrong kind of numbers")
    }
  }
}

/// Two linear layers that make an embedding of features.
struct EmbeddingLayers: Sendable {
  private let first, second: Linear

  init(_ scope: Scope, input: Int, output: Int) {
    first = Linear(scope["linear_1"], input: input, output: output)
    second = Linear(scope["linear_2"], input: output, output: output)
  }

  func callAsFunction(_ x: Value, _ run: Recorder) -> Value {
    second(first(x, run, activation: .silu), run)
  }
}
