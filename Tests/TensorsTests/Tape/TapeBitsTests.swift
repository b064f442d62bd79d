import Tensors
import Testing

@Suite struct TapeBitsTests {
  /// What a case computes: its result and, for training, all gradients.
  private func run(
    _ example: TapeCase, samples: [Int], threads: Int, training: Gradients?,
    set: InstructionSet = .best
  ) -> [[Float]] {
    let purpose = training.map { Tape.Purpose.training($0) } ?? .inference(PackedWeights())
    let tape = Tape(
      kernels: Kernels(instructionSet: set, pool: ThreadPool(threads: threads)),
      purpose: purpose, worthSharing: 0)
    let at = CaseRecorder(tape, samples: samples)
    let y = example.record(tape, at)
    at.feed()
    tape.forward()
    let result = tape.read(y)
    // A second run finds the memory used.
    tape.forward()
    #expect(sameBits(tape.read(y), result))
    guard let training else { return [result] }
    tape.backward(from: y)
    return [result] + at.variables.map { tape.readGradient($0.value) }
      + at.parameters.map { training[$0].copy() }
  }

  @Test(arguments: TapeCase.all, InstructionSet.available)
  func threadsDoNotChangeBits(_ example: TapeCase, set: InstructionSet) {
    let one = run(example, samples: [0, 1, 2, 3, 4], threads: 1, training: Gradients(), set: set)
    let three = run(example, samples: [0, 1, 2, 3, 4], threads: 3, training: Gradients(), set: set)
    #expect(one.count == three.count)
    for (index, (a, b)) in zip(one, three).enumerated() {
      #expect(sameBits(a, b), "array \(index)")
    }
  }

  @Test(arguments: TapeCase.all, InstructionSet.available)
  func purposeDoesNotChangeBits(_ example: TapeCase, set: InstructionSet) {
    let training = run(example, samples: [3, 1], threads: 2, training: Gradients(), set: set)[0]
    let inference = run(example, samples: [3, 1], threads: 2, training: nil, set: set)[0]
    #expect(sameBits(training, inference))
  }

  @Test(arguments: TapeCase.all.filter { $0.kind == .perSample }, InstructionSet.available)
  func aSampleDoesNotDependOnItsBatch(_ example: TapeCase, set: InstructionSet) {
    let samples = [4, 0, 2, 7, 1, 3, 5]
    let together = run(example, samples: samples, threads: 2, training: nil, set: set)[0]
    let count = together.count / samples.count
    for (index, sample) in samples.enumerated() {
      let alone = run(example, samples: [sample], threads: 1, training: nil, set: set)[0]
      #expect(
        sameBits(alone, together[index * count..<(index + 1) * count]), "sample \(sample)")
    }
  }
}

/// Whether two arrays agree bit for bit.
func sameBits(_ x: some Sequence<Float>, _ y: some Sequence<Float>) -> Bool {
  x.map(\.bitPattern) == y.map(\.bitPattern)
}
