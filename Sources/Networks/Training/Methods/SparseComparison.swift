import Quickstep
import Tensors

/// A sparse network beside its teacher with whole attention, both asked the same.
struct SparseComparison {
  private let teacher, student: WatchedFrames
  /// What the student should make: of each layer of attention, then of the network.
  private let targets: [Value]
  private let output, attention, loss: Value

  /// - Parameter tape: of the student, whose backward passes add to its gradients.
  init(
    _ network: FrameTransformer, keeping tiles: [AttentionTiles], _ weights: NetworkWeights,
    on tape: Tape, with teacher: FrozenNetwork, batch: Int
  ) {
    self.teacher = WatchedFrames(
      network, teacher.weights,
      on: Tape(kernels: tape.kernels, purpose: .inference(PackedWeights())), batch: batch)
    student = WatchedFrames(
      network, weights, reduced: Reduction(tiles: tiles), on: tape, batch: batch)
    for layer in self.teacher.layers { self.teacher.tape.keep(layer.result) }
    let results = student.layers.map(\.result) + [student.output]
    targets = results.map { tape.input($0.shape) }
    let losses = zip(results, targets).map { tape.meanSquaredError($0, $1) }
    output = losses[losses.count - 1]
    attention = losses.dropLast().dropFirst().reduce(losses[0]) { tape.add($0, $1) }
    loss = tape.add(output, attention)
    for part in [output, attention] { tape.keep(part) }
  }

  func forward(
    _ samples: [Float], times: [Float], classes: [Int32]
  ) -> (output: Float, attention: Float) {
    teacher.forward(samples, times: times, classes: classes)
    let right = teacher.layers.map(\.result) + [teacher.output]
    for (target, value) in zip(targets, right) {
      teacher.tape.withValue(value) { student.tape.write(target, from: $0) }
    }
    student.forward(samples, times: times, classes: classes)
    return (student.tape.read(output)[0], student.tape.read(attention)[0])
  }

  func backward() { student.tape.backward(from: loss) }
}
