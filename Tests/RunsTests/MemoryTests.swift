import Networks
import Quickstep
import Runs
import Tensors
import Testing

/// Memory is known before it is taken.
@Suite struct MemoryTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// A model of large pictures that computes nothing.
  private final class Large: Denoiser {
    let shape = SampleShape.picture(width: 1000, height: 1000, channels: 1)
    let prediction = Prediction.data
    let classNames: [String] = []

    func evaluate(
      _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
      with kernels: Kernels
    ) {}
  }

  private static let names = solvers.declarations.map(\.name).filter {
    (try? solvers.make(Choice($0)).needsStatistics) == false
  }

  @Test(arguments: names) func whatIsSaidToFitFits(solver: String) throws {
    var plan = Plan(solver: Choice(solver), steps: 3, batch: 40)
    let free = 2 << 30
    let job = try plan.job(model: Large(), with: kernels)
    let error = #expect(throws: MemoryError.self) { try job.checkMemory(free: free) }
    guard case .plan(let need, _, let batch) = error else {
      Issue.record("\(error as Any)")
      return
    }
    #expect(need > free && (1..<40).contains(batch))
    plan.batch = batch
    try plan.job(model: Large(), with: kernels).checkMemory(free: free)
    plan.batch = batch + 1
    #expect(throws: MemoryError.self) {
      try plan.job(model: Large(), with: kernels).checkMemory(free: free)
    }
  }

  @Test func notEvenOneSample() throws {
    let job = try Plan(steps: 3, batch: 2).job(model: Large(), with: kernels)
    let error = #expect(throws: MemoryError.self) { try job.checkMemory(free: 60 << 20) }
    #expect(
      error.map {
        "\($0)".hasSuffix("Use fewer steps or a smaller model, or close other programs.")
      }
        == true)
  }

  @Test func sentences() {
    #expect(
      "\(MemoryError.plan(need: 5 << 30 + 1 << 29, free: 3 << 30, batch: 12))"
        == "This plan takes about 5.5 GiB of memory, and 3 GiB are free. Use a batch of 1 … 12.")
    #expect(
      "\(MemoryError.model("a\u{1B}b", need: 17 << 20, free: 0))"
        == "a\\eb takes about 17 MiB of memory, and 0 MiB are free. "
        + "Use a smaller model, or close other programs.")
    #expect(
      "\(MemoryError.training(need: .max, free: 1 << 30, batch: 0))"
        == "This training takes about 8388608 TiB of memory, and 1 GiB are free. "
        + "Use smaller layers in [network].")
  }
}
