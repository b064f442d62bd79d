import Quickstep
import Tensors

/// A network and its loss, recorded for one batch size.
struct TrainingProgram {
  private let tape: Tape
  private let sample, time, loss: Value
  /// What the network is told as classes, or what it should find.
  private let labels: IndexInput?
  /// What it should predict; `nil` where it finds classes.
  private let target: Value?

  init(
    _ setup: TrainingSetup, _ weights: NetworkWeights, _ gradients: Gradients, _ kernels: Kernels,
    batch: Int
  ) {
    let tape = Tape(kernels: kernels, purpose: .training(gradients))
    let network = setup.network
    let pixels = setup.data.shape.pixels
    let shape = TensorShape(
      batch: batch, height: pixels.height, width: pixels.width, channels: network.inChannels)
    let sample = tape.input(shape)
    let time = tape.input(TensorShape(batch: batch, channels: 1))
    func output(_ classes: IndexInput?) -> Value {
      network.record(
        NetworkInputs(sample: sample, time: .real(time), classes: classes.map { .row($0) }),
        on: tape, weights)
    }
    switch setup.task {
    case .prediction:
      let target = tape.input(shape)
      let labels = setup.nullClass.map { _ in tape.indices(count: batch) }
      loss = tape.meanSquaredError(output(labels), target)
      (self.target, self.labels) = (target, labels)
    case .classification:
      let labels = tape.indices(count: batch)
      loss = tape.crossEntropy(output(nil), labels: labels)
      (target, self.labels) = (nil, labels)
    }
    (self.tape, self.sample, self.time) = (tape, sample, time)
  }

  /// Bytes that a step takes beside weights and gradients; nothing is allocated for the answer.
  var plannedMemory: Int { tape.plannedMemory }

  /// The mean loss of a batch.
  func loss(of batch: TrainingBatch) -> Float {
    if let target {
      tape.withInput(sample) { batch.write($0, \.input) }
      tape.withInput(target) { batch.write($0, \.target) }
      tape.write(time, from: batch.questions.map { Float($0.time) })
    } else {
      tape.withInput(sample) { batch.writeClean($0) }
    }
    if let labels { tape.write(labels, from: batch.labels) }
    tape.forward()
    return tape.read(loss)[0]
  }

  /// After `loss`: adds its gradient to the gradients.
  func backward() { tape.backward(from: loss) }
}
