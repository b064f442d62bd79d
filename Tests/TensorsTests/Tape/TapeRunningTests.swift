import Tensors
import Testing

@Suite struct TapeRunningTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 2))

  private func parameter(_ dimensions: Int..., seed: UInt64) -> Parameter {
    var source = TestNumbers(seed)
    let count = dimensions.reduce(1, *)
    return Parameter(
      name: "p\(seed)", dimensions: dimensions, values: source.values(count).map { Float($0) })
  }

  @Test func gradientsAddUpUntilCleared() {
    let gradients = Gradients()
    let weight = parameter(3, 2, seed: 1)
    let unused = parameter(5, seed: 2)
    func run(batch: Int) -> [Float] {
      let tape = Tape(kernels: kernels, purpose: .training(gradients))
      let x = tape.input(TensorShape(batch: batch, channels: 3))
      let y = tape.linear(x, weight)
      tape.write(x, from: (0..<3 * batch).map { Float($0) })
      tape.forward()
      tape.backward(from: y)
      return gradients[weight].copy()
    }
    #expect(run(batch: 1) == [0, 0, 1, 1, 2, 2])
    // Rows 0 1 2 and 3 4 5 on top of that.
    #expect(run(batch: 2) == [3, 3, 6, 6, 9, 9])
    #expect(gradients[unused].copy() == [0, 0, 0, 0, 0])
    gradients.clear()
    #expect(run(batch: 1) == [0, 0, 1, 1, 2, 2])
  }

  @Test func onlyTheLossAskedForCounts() {
    let gradients = Gradients()
    let (first, second) = (parameter(2, 2, seed: 1), parameter(2, 2, seed: 2))
    let tape = Tape(kernels: kernels, purpose: .training(gradients))
    let x = tape.variable(TensorShape(batch: 1, channels: 2))
    let a = tape.linear(x, first)
    let b = tape.linear(x, second)
    tape.write(x, from: [1, 2])
    tape.forward()
    tape.backward(from: b)
    #expect(gradients[first].copy() == [0, 0, 0, 0])
    #expect(gradients[second].copy() == [1, 1, 2, 2])
    let w = second.values.copy()
    #expect(tape.readGradient(x) == [w[0] + w[1], w[2] + w[3]])
    tape.backward(from: a)
    #expect(gradients[first].copy() == [1, 1, 2, 2])
  }

  @Test func trainingSeesChangedParametersAndInferenceDoesNot() {
    let weight = parameter(2, 1, seed: 1)
    weight.values[0] = 1
    weight.values[1] = 2
    let packed = PackedWeights()
    let tapes = [Tape.Purpose.training(Gradients()), .inference(packed)].map {
      Tape(kernels: kernels, purpose: $0)
    }
    let run = tapes.map { tape in
      let x = tape.input(TensorShape(batch: 1, channels: 2))
      let y = tape.linear(x, weight)
      return {
        tape.write(x, from: [10, 1])
        tape.forward()
        return tape.read(y)[0]
      }
    }
    #expect(run.map { $0() } == [12, 12])
    weight.values[0] = 5
    #expect(run.map { $0() } == [52, 12])
  }

  @Test func packedWeightsAreSharedAndCanonicalOnesReleased() {
    let packed = PackedWeights(canonicalValues: .released)
    let weight = parameter(3, 3, 16, 16, seed: 1)
    let scale = parameter(16, seed: 2)
    func run(batch: Int) -> [Float] {
      let tape = Tape(kernels: kernels, purpose: .inference(packed))
      let x = tape.input(TensorShape(batch: batch, height: 12, width: 12, channels: 16))
      let y = tape.convolution(
        tape.groupNorm(x, groups: 4, scale: scale, shift: scale, epsilon: 1e-5), weight)
      var source = TestNumbers(3)
      let sample = source.values(12 * 12 * 16).map { Float($0) }
      tape.write(x, from: Array(repeatElement(sample, count: batch).joined()))
      tape.forward()
      return tape.read(y)
    }
    let alone = run(batch: 1)
    let count = packed.count
    #expect(!weight.hasValues && scale.hasValues)
    let together = run(batch: 3)
    #expect(packed.count == count)
    #expect(sameBits(together, repeatElement(alone, count: 3).joined()))
  }

  @Test func notANumberPassesThrough() {
    for example in TapeCase.all where example.kind == .perSample {
      let tape = Tape(kernels: kernels, purpose: .training(Gradients()))
      let at = CaseRecorder(tape, samples: [0, 1])
      let y = example.record(tape, at)
      at.feed()
      for (value, numbers) in at.variables {
        tape.write(value, from: numbers.map { _ in Float.nan })
      }
      tape.forward()
      tape.backward(from: y)
      if !at.variables.isEmpty {
        #expect(tape.read(y).contains { $0.isNaN }, "\(example.name)")
      }
    }
  }

  @Test func keptValuesCanBeRead() {
    let tape = Tape(kernels: kernels, purpose: .inference(PackedWeights()))
    let x = tape.input(TensorShape(batch: 1, channels: 2))
    let kept = tape.scale(x, by: 2)
    tape.keep(kept)
    var y = kept
    for _ in 0..<5 { y = tape.scale(y, by: 2) }
    tape.write(x, from: [1, -3])
    for _ in 0..<2 {
      tape.forward()
      #expect(tape.read(kept) == [2, -6])
      #expect(tape.read(y) == [64, -192])
      #expect(tape.read(x) == [1, -3])
    }
  }
}
