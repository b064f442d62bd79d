import Quickstep
import Tensors

/// A transformer over frames recorded for one batch, with what the attention of its layers is given
/// and makes.
struct WatchedFrames {
  let tape: Tape
  let layers: [AttentionValues]
  let output: Value
  private let sample, time: Value
  private let classes: IndexInput?

  init(
    _ network: FrameTransformer, _ weights: NetworkWeights,
    reduced reduction: Reduction = Reduction(),
    on tape: Tape, batch: Int
  ) {
    let pixels = network.layers.shape.pixels
    sample = tape.input(
      TensorShape(
        batch: batch, height: pixels.height, width: pixels.width, channels: network.inChannels))
    time = tape.input(TensorShape(batch: batch, channels: 1))
    classes = network.classKind == .none ? nil : tape.indices(count: batch)
    var layers: [AttentionValues] = []
    output = network.record(
      NetworkInputs(
        sample: sample, time: .real(time), classes: classes.map { .row($0) },
        omitted: reduction.omitted, tiles: reduction.tiles),
      on: tape, weights
    ) { layers.append($0) }
    self.layers = layers
    self.tape = tape
  }

  /// Computes everything that was recorded on the tape.
  /// - Parameter rows: of the table of classes; of no meaning without classes.
  func forward(_ samples: [Float], times: [Float], classes rows: [Int32]) {
    tape.write(sample, from: samples)
    tape.write(time, from: times)
    if let classes { tape.write(classes, from: rows) }
    tape.forward()
  }
}
