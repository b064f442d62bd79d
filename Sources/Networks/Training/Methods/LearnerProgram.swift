import Quickstep
import Tensors

/// A network recorded for one batch size, every sample with a time of its own; where it was
/// recorded to learn, backward too.
struct LearnerProgram {
  private let tape: Tape
  private let sample, time, output: Value
  private let classes: IndexInput?

  /// - Parameter shape: of a sample.
  init(
    _ network: any Network, _ shape: SampleShape, _ weights: NetworkWeights,
    _ purpose: Tape.Purpose, _ kernels: Kernels, batch: Int
  ) {
    let tape = Tape(kernels: kernels, purpose: purpose)
    let pixels = shape.pixels
    sample = tape.input(
      TensorShape(
        batch: batch, height: pixels.height, width: pixels.width, channels: network.inChannels))
    time = tape.input(TensorShape(batch: batch, channels: 1))
    classes = network.classKind == .none ? nil : tape.indices(count: batch)
    output = network.record(
      NetworkInputs(sample: sample, time: .real(time), classes: classes.map { .row($0) }),
      on: tape, weights)
    self.tape = tape
  }

  /// Bytes that a step takes beside weights and gradients; nothing is allocated for the answer.
  var plannedMemory: Int { tape.plannedMemory }

  /// How many numbers an answer has.
  var outputCount: Int { output.shape.count }

  /// What the network answers to a batch.
  /// - Parameter write: fills in the samples.
  func answer<Result>(
    times: [Float]?, classes labels: [Int32],
    samples write: (UnsafeMutableBufferPointer<Float>) -> Void,
    _ body: (UnsafeBufferPointer<Float>) -> Result
  ) -> Result {
    tape.withInput(sample, write)
    if let times { tape.write(time, from: times) }
    if let classes { tape.write(classes, from: labels) }
    tape.forward()
    return tape.withValue(output, body)
  }

  /// Adds the gradient of a loss of the last answer to the gradients.
  /// - Parameter gradient: of the loss by the answer.
  func backward(_ gradient: UnsafeBufferPointer<Float>) {
    tape.backward(from: output, seed: gradient)
  }
}
