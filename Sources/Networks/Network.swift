import Quickstep
import Tensors

/// The description of a network: which weights it has and how it is recorded on a tape. The same
/// one serves sampling and training.
public protocol Network: Sendable {
  /// In the order in which files list them.
  var weights: [Weight] { get }
  /// Channels of a sample.
  var inChannels: Int { get }
  /// Channels of the output; those beyond the sample's hold variances.
  var outChannels: Int { get }
  var timeKind: NumberKind { get }
  var classKind: ClassKind { get }
  /// The tape is given samples times this …
  var inputScale: Float { get }
  /// … plus this.
  var inputShift: Float { get }
  /// Whether what the tape computes has yet to be divided by the time.
  var dividesByTime: Bool { get }
  /// The most channels of a layer at the full size of samples.
  var widestLayer: Int { get }
  /// The names of the parts that can be left out: those that give numbers of the form they take.
  var parts: [String] { get }
  /// What attention it has over frames; `nil` for none.
  var attention: FrameAttention? { get }

  /// Why samples of that size cannot pass; `nil` where they can.
  func obstacle(height: Int, width: Int) -> NetworkProblem?

  /// Records a forward pass.
  /// - Returns: (batch, height, width, `outChannels`).
  func record(_ inputs: NetworkInputs, on tape: Tape, _ weights: NetworkWeights) -> Value
}

/// Numbers that a network takes, one for each sample.
public enum NumberKind: Hashable, Sendable {
  case real
  /// Above 0, for their logarithm is taken.
  case positive
  /// The number of a row in a table.
  case row(count: Int)
}

/// What a network takes as the class of a sample.
public enum ClassKind: Hashable, Sendable {
  case none
  /// The number of a row in a table.
  case rows(Int)
  case numbers(NumberKind)
  /// So many numbers.
  case vectors(Int)
}

extension ClassKind {
  /// Whether these numbers stand for a class.
  func takes(_ numbers: [Float]) -> Bool {
    guard numbers.count == width, numbers.allSatisfy(\.isFinite) else { return false }
    if case .rows(let count) = self {
      return numbers.allSatisfy { $0 >= 0 && $0 < Float(count) && $0 == $0.rounded() }
    }
    return true
  }

  /// Numbers that are given for each sample.
  var width: Int {
    switch self {
    case .none: 0
    case .rows, .numbers: 1
    case .vectors(let width): width
    }
  }
}

/// A number for each sample as it stands on a tape.
public enum NumberInput: Sendable {
  /// (batch, 1, 1, 1); where the network takes positive ones, their logarithms.
  case real(Value)
  case row(IndexInput)
}

/// The inputs of a network as they stand on a tape.
public struct NetworkInputs: Sendable {
  /// The class of each sample.
  public enum Classes: Sendable {
    case row(IndexInput)
    case number(NumberInput)
    /// (batch, 1, 1, width).
    case vector(Value)
  }

  /// (batch, height, width, channels).
  public let sample: Value
  public let time: NumberInput
  public let classes: Classes?
  /// Parts that pass on what they are given.
  public let omitted: Set<String>
  /// What each layer of attention over frames keeps; empty where that is all.
  public let tiles: [AttentionTiles]

  public init(
    sample: Value, time: NumberInput, classes: Classes?, omitted: Set<String> = [],
    tiles: [AttentionTiles] = []
  ) {
    self.sample = sample
    self.time = time
    self.classes = classes
    self.omitted = omitted
    self.tiles = tiles
  }
}

extension Network {
  public var inputScale: Float { 1 }
  public var inputShift: Float { 0 }
  public var dividesByTime: Bool { false }
  public var parts: [String] { [] }
  public var attention: FrameAttention? { nil }
  public var parameterCount: Int { weights.reduce(0) { $0 + $1.count } }
}
