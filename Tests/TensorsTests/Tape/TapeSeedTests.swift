import Glibc
import Tensors
import Testing

/// Gradients of losses that are computed outside the tape.
@Suite struct TapeSeedTests {
  /// A case on a tape of its own, run forward.
  private struct Run {
    let gradients = Gradients()
    let tape: Tape
    let at: CaseRecorder
    let y: Value

    init(_ example: TapeCase, beyond: (Tape, Value) -> Void = { _, _ in }) {
      tape = Tape(kernels: Kernels(pool: ThreadPool(threads: 1)), purpose: .training(gradients))
      at = CaseRecorder(tape, samples: [0, 1, 2])
      y = example.record(tape, at)
      tape.keep(y)
      beyond(tape, y)
      at.feed()
    }

    var all: [[Float]] {
      at.variables.map { tape.readGradient($0.value) }
        + at.parameters.map { gradients[$0].copy() }
    }
  }

  /// The squared distance by the tape, and by its formula outside.
  @Test(arguments: TapeCase.all) func aGivenGradientIsAsGoodAsALoss(_ example: TapeCase) {
    var numbers = TestNumbers(7)
    var target: Value?
    var loss: Value?
    let inside = Run(example) { tape, y in
      target = tape.input(y.shape)
      loss = tape.meanSquaredError(y, target!)
    }
    let count = inside.y.shape.count
    let targets = numbers.values(count).map { Float($0) }
    inside.tape.write(target!, from: targets)
    inside.tape.forward()
    inside.tape.backward(from: loss!)

    let outside = Run(example)
    outside.tape.forward()
    let seed = zip(outside.tape.read(outside.y), targets).map { 2 / Float(count) * ($0 - $1) }
    seed.withUnsafeBufferPointer { outside.tape.backward(from: outside.y, seed: $0) }
    #expect(inside.tape.read(inside.y) == outside.tape.read(outside.y))
    #expect(inside.all == outside.all)
  }

  /// Of a loss that the tape does not know, the sum of the cosines.
  @Test(arguments: TapeCase.all) func aGivenGradientIsThatOfDifferences(_ example: TapeCase) {
    let run = Run(example)
    run.tape.forward()
    let seed = run.tape.read(run.y).map { -sin($0) }
    seed.withUnsafeBufferPointer { run.tape.backward(from: run.y, seed: $0) }
    let gradients = run.at.variables.map { run.tape.readGradient($0.value) }
    for (variable, gradient) in zip(run.at.variables, gradients) {
      let size = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard size > 0 else { continue }
      func moved(_ step: Float) -> Double {
        run.tape.write(
          variable.value,
          from: zip(variable.numbers, gradient).map { $0 + step * $1 / size })
        run.tape.forward()
        return run.tape.read(run.y).reduce(0) { $0 + cos(Double($1)) }
      }
      let step: Float = 0.003
      let difference = (moved(step) - moved(-step)) / Double(2 * step)
      #expect(abs(difference - Double(size)) < 0.03 * Double(size), "\(difference), \(size)")
      run.tape.write(variable.value, from: variable.numbers)
    }
  }
}
