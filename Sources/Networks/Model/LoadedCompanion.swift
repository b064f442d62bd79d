import Files
import Quickstep
import Synchronization
import Tensors

/// A network as something to ask beside a model. States are given on the straight path,
/// x / (alpha + sigma), whatever the run's own coordinates.
public final class LoadedCompanion: CompanionNetwork {
  public let shape: SampleShape
  public var classNames: [String] { classes.names }
  private let network: any Network
  private let weights: NetworkWeights
  private let process: NetworkProcess
  private let classes: ClassTable
  private let tapes: Mutex<TapeShelf>

  init(
    _ network: any Network, _ weights: NetworkWeights, _ process: NetworkProcess,
    shape: SampleShape, classes: ClassTable
  ) {
    self.network = network
    self.weights = weights
    self.process = process
    self.shape = shape
    self.classes = classes
    tapes = Mutex(TapeShelf(PackedWeights()))
  }

  /// Samples that are answered at a time.
  private static let part = 256

  /// - Parameter inputs: the state at the level, then what has no scale of its own.
  public func answer(
    _ inputs: [AlignedBuffer], at level: NoiseLevel, classes: [Int32],
    into output: AlignedBuffer, with kernels: Kernels
  ) {
    let time = Float(process.adapter(at: level).time)
    let scale = 1 / (level.alpha + level.sigma)
    tapes.withLock { shelf in
      for first in stride(from: 0, to: classes.count, by: Self.part) {
        let rows = first..<min(first + Self.part, classes.count)
        let tape = shelf.tape(
          network, weights, reduced: Reduction(), batch: rows.count, shape, on: kernels)
        let told = self.classes.names.isEmpty ? [] : classes[rows].flatMap(self.classes.value)
        let answer = tape.output(
          beside(inputs, rows, scale), times: Array(repeating: time, count: rows.count),
          classes: told)
        let start = rows.lowerBound * shape.count
        for (index, value) in answer.enumerated() { output.start[start + index] = Double(value) }
      }
    }
  }

  public func workingMemory(batch: Int) -> Int {
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    let counts = Set([min(batch, Self.part), batch % Self.part]).subtracting([0])
    return counts.reduce(0) { sum, count in
      sum
        + NetworkTape(
          network, weights, reduced: Reduction(), batch: count, shape, PackedWeights(),
          on: kernels
        ).plannedMemory
    }
  }

  /// The channels of all inputs side by side, the first input times `scale`.
  private func beside(_ inputs: [AlignedBuffer], _ rows: Range<Int>, _ scale: Double) -> [Float] {
    let channels = shape.channels
    let start = rows.lowerBound * shape.count, count = rows.count * shape.count
    var numbers: [Float] = []
    numbers.reserveCapacity(inputs.count * count)
    for pixel in stride(from: start, to: start + count, by: channels) {
      for (place, input) in inputs.enumerated() {
        let scale = place == 0 ? scale : 1
        for index in pixel..<pixel + channels { numbers.append(Float(scale * input[index])) }
      }
    }
    return numbers
  }
}

extension Checkpoint {
  /// Reads the weights of a network that is asked beside a model.
  /// - Throws: `NetworkError` for a network with another part; as `model` does.
  public func companion(
    _ role: NetworkDocument.Role, with kernels: Kernels,
    isCancelled: @Sendable () -> Bool = { false }
  ) throws -> LoadedCompanion {
    guard document?.role == role else {
      throw NetworkError(
        path: folder.path, problem: .otherRole(document?.role, needed: role))
    }
    return LoadedCompanion(
      network, try loadWeights(with: kernels, isCancelled: isCancelled), try process(),
      shape: try sampleShape(), classes: try classes())
  }
}
