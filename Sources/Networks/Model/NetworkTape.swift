import Glibc
import Quickstep
import Tensors

/// A network recorded for one batch size, with its inputs and output.
final class NetworkTape: @unchecked Sendable {
  // `Sendable` because a model uses its tapes under a lock.

  private let tape: Tape
  private let network: any Network
  private let sample, output: Value
  private let time: NumberInput
  private let classes: NetworkInputs.Classes?
  private let batch: Int

  init(
    _ network: any Network, _ weights: NetworkWeights, reduced reduction: Reduction = Reduction(),
    batch: Int, _ shape: SampleShape, _ packed: PackedWeights, on kernels: Kernels
  ) {
    self.network = network
    self.batch = batch
    let tape = Tape(kernels: kernels, purpose: .inference(packed))
    let pixels = shape.pixels
    sample = tape.input(
      TensorShape(
        batch: batch, height: pixels.height, width: pixels.width, channels: network.inChannels))
    time = tape.numbers(network.timeKind, batch: batch)
    switch network.classKind {
    case .none: classes = nil
    case .rows: classes = .row(tape.indices(count: batch))
    case .numbers(let kind): classes = .number(tape.numbers(kind, batch: batch))
    case .vectors(let width):
      classes = .vector(tape.input(TensorShape(batch: batch, channels: width)))
    }
    output = network.record(
      NetworkInputs(
        sample: sample, time: time, classes: classes, omitted: reduction.omitted,
        tiles: reduction.tiles),
      on: tape, weights)
    self.tape = tape
  }

  /// Bytes that running takes beside the weights; nothing is allocated for the answer.
  var plannedMemory: Int { tape.plannedMemory }

  /// Writes the prediction for rows of samples.
  /// - Parameters:
  ///   - classes: what the network is given for each sample; of no meaning without classes.
  ///   - variance: takes the network's second half of channels, where it is wanted.
  func evaluate(
    _ x: UnsafeBufferPointer<Double>, _ adapter: NetworkProcess.Adapter, classes: [Float],
    into target: UnsafeMutableBufferPointer<Double>,
    variance: UnsafeMutableBufferPointer<Double>?
  ) {
    let scale = adapter.inputScale * Double(network.inputScale)
    let shift = Double(network.inputShift)
    tape.withInput(sample) { input in
      for index in input.indices { input[index] = Float(scale * x[index] + shift) }
    }
    run(times: Array(repeating: Float(adapter.time), count: batch), classes: classes)
    let ofState = adapter.prediction.state
    let ofOutput =
      network.dividesByTime ? adapter.prediction.output / adapter.time : adapter.prediction.output
    let channels = network.inChannels, all = network.outChannels
    tape.withValue(output) { values in
      for pixel in 0..<values.count / all {
        for channel in 0..<channels {
          let index = pixel * channels + channel
          target[index] = ofState * x[index] + ofOutput * Double(values[pixel * all + channel])
          variance?[index] = Double(values[pixel * all + channels + channel])
        }
      }
    }
  }

  /// The network's own output for samples of its own scale, every channel of it.
  /// - Parameters:
  ///   - samples: (batch, height, width, channels).
  ///   - times: one for each sample.
  ///   - classes: one number for each sample, or as many as a vector has; empty without classes.
  func output(_ samples: [Float], times: [Float], classes: [Float]) -> [Float] {
    tape.write(sample, from: samples.map { $0 * network.inputScale + network.inputShift })
    run(times: times, classes: classes)
    var result = tape.read(output)
    if network.dividesByTime {
      let size = result.count / batch
      for index in result.indices { result[index] /= times[index / size] }
    }
    return result
  }

  private func run(times: [Float], classes values: [Float]) {
    tape.write(time, times, network.timeKind)
    switch (classes, network.classKind) {
    case (.row(let rows)?, _): tape.write(rows, from: values.map { Int32($0) })
    case (.number(let numbers)?, .numbers(let kind)): tape.write(numbers, values, kind)
    case (.vector(let vectors)?, _): tape.write(vectors, from: values)
    default: break
    }
    tape.forward()
  }
}

extension Tape {
  fileprivate func numbers(_ kind: NumberKind, batch: Int) -> NumberInput {
    switch kind {
    case .real, .positive: .real(input(TensorShape(batch: batch, channels: 1)))
    case .row: .row(indices(count: batch))
    }
  }

  /// Numbers as they stand on the tape: the nearest row of a table, the logarithm of a positive one.
  fileprivate func write(_ input: NumberInput, _ numbers: [Float], _ kind: NumberKind) {
    switch (input, kind) {
    case (.real(let value), .positive):
      write(value, from: numbers.map { logf(max($0, .leastNormalMagnitude)) })
    case (.real(let value), _): write(value, from: numbers)
    case (.row(let rows), .row(let count)):
      write(rows, from: numbers.map { Int32(min(max($0.rounded(), 0), Float(count - 1))) })
    case (.row, _): preconditionFailure("the wrong kind of numbers")
    }
  }
}
