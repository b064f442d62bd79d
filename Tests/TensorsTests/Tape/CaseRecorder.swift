import Tensors

/// Records a case on a tape and feeds it with repeatable numbers: those of a sample depend on the
/// sample, not on its place in a batch, and those of a parameter on its turn.
final class CaseRecorder {
  let tape: Tape
  /// Which samples the batch holds.
  let samples: [Int]
  private(set) var variables: [(value: Value, numbers: [Float])] = []
  private(set) var parameters: [Parameter] = []
  private var turn = 0

  init(_ tape: Tape, samples: [Int]) {
    self.tape = tape
    self.samples = samples
  }

  var batch: Int { samples.count }

  /// Numbers between -1 and 1, each at least `gap` from 0.
  private func numbers(_ count: Int, seed: Int, gap: Float) -> [Float] {
    var source = TestNumbers(UInt64(seed))
    return (0..<count).map { _ in
      let number = Float.random(in: -1...1, using: &source)
      return number + (number < 0 ? -gap : gap)
    }
  }

  private func sampleNumbers(_ count: Int, gap: Float) -> [Float] {
    turn += 1
    return samples.flatMap { numbers(count, seed: 1000 * turn + $0, gap: gap) }
  }

  func variable(_ height: Int, _ width: Int, _ channels: Int, gap: Float = 0) -> Value {
    let shape = TensorShape(batch: batch, height: height, width: width, channels: channels)
    let value = tape.variable(shape)
    variables.append((value, sampleNumbers(shape.sampleCount, gap: gap)))
    return value
  }

  /// An input without a gradient.
  func input(_ height: Int, _ width: Int, _ channels: Int) -> Value {
    let shape = TensorShape(batch: batch, height: height, width: width, channels: channels)
    let value = tape.input(shape)
    tapeWrites.append { [numbers = sampleNumbers(shape.sampleCount, gap: 0)] in
      $0.write(value, from: numbers)
    }
    return value
  }

  func indices(perSample count: Int = 1, below limit: Int) -> IndexInput {
    let indices = tape.indices(count: batch * count)
    let numbers = sampleNumbers(count, gap: 0).map { Int32(abs($0) * 0.999 * Float(limit)) }
    tapeWrites.append { $0.write(indices, from: numbers) }
    return indices
  }

  func parameter(_ dimensions: Int...) -> Parameter {
    turn += 1
    let count = dimensions.reduce(1, *)
    let fanIn = dimensions.count > 1 ? count / dimensions.last! : 1
    let scale = (3 / Float(fanIn)).squareRoot()
    let parameter = Parameter(
      name: "p\(turn)", dimensions: dimensions,
      values: numbers(count, seed: turn, gap: 0).map { scale * $0 })
    parameters.append(parameter)
    return parameter
  }

  private var tapeWrites: [(Tape) -> Void] = []

  /// Writes all inputs.
  func feed() {
    for (value, numbers) in variables { tape.write(value, from: numbers) }
    for write in tapeWrites { write(tape) }
  }
}
