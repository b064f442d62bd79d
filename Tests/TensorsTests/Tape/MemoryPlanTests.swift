import Tensors
import Testing

@Suite struct MemoryPlanTests {
  /// Random lives, many of them short as in a network, some of nothing.
  private func lifetimes(_ seed: UInt64) -> [MemoryPlan.Lifetime] {
    var numbers = TestNumbers(seed)
    return (0..<Int.random(in: 0...120, using: &numbers)).map { _ in
      let first = Int.random(in: 0...100, using: &numbers)
      let length = Int.random(in: 0...(Bool.random(using: &numbers) ? 3 : 60), using: &numbers)
      return MemoryPlan.Lifetime(
        size: Int.random(in: 0...1000, using: &numbers), first: first, last: first + length)
    }
  }

  @Test(arguments: 1...60)
  func whatLivesAtOneTimeNeverOverlaps(seed: UInt64) {
    let lifetimes = lifetimes(seed)
    let plan = MemoryPlan(lifetimes)
    #expect(plan.offsets.count == lifetimes.count)
    #expect(plan.offsets.allSatisfy { $0 % 16 == 0 })
    for (i, a) in lifetimes.enumerated() where a.size > 0 {
      #expect(plan.offsets[i] >= 0 && plan.offsets[i] + a.size <= plan.total)
      for (j, b) in lifetimes.enumerated() where j < i && b.size > 0 {
        guard a.first <= b.last && b.first <= a.last else { continue }
        #expect(
          plan.offsets[i] + a.size <= plan.offsets[j]
            || plan.offsets[j] + b.size <= plan.offsets[i])
      }
    }
  }

  @Test(arguments: 1...60)
  func theArenaIsNotMuchLargerThanNeeded(seed: UInt64) {
    let lifetimes = lifetimes(seed)
    let most = (0...200).map { time in
      lifetimes.reduce(0) { sum, life in
        life.first <= time && time <= life.last ? sum + (life.size + 15) / 16 * 16 : sum
      }
    }.max()!
    #expect(MemoryPlan(lifetimes).total <= most * 3 / 2)
  }

  @Test func memoryIsUsedAgain() {
    func size(layers: Int) -> Int {
      let tape = Tape(
        kernels: Kernels(pool: ThreadPool(threads: 1)), purpose: .inference(PackedWeights()))
      var x = tape.input(TensorShape(batch: 1, height: 16, width: 16, channels: 32))
      for _ in 0..<layers { x = tape.concatenate(tape.averagePool(tape.upsample(x)), x) }
      for _ in 0..<layers { x = tape.averagePool(tape.upsample(x)) }
      tape.forward()
      return tape.memorySize
    }
    let sample = 16 * 16 * 32 * 4
    // The input, 8 times its channels once and, upsampled, four times as much.
    #expect(size(layers: 3) <= sample * (1 + 8 + 8 * 4 + 8))
  }
}
