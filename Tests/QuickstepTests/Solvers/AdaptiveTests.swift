import Quickstep
import Tensors
import Testing

/// Steps that are chosen as the run goes.
@Suite struct AdaptiveTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private func job(_ knobs: [String: KnobValue]) throws -> SamplingJob {
    try Plan(
      schedule: Choice("edm"), grid: Choice("karras", ["end": .word("min")]),
      solver: Choice("dpm-adaptive", knobs), steps: 1, batch: 32
    ).job(model: gentleMixture, with: kernels)
  }

  private func records(_ job: SamplingJob) throws -> (records: [StepRecord], end: [Double]) {
    var sampler = Sampler(job)
    var records = [try sampler.startRecord()]
    while let record = try sampler.next() { records.append(record) }
    return (records, sampler.state)
  }

  @Test(arguments: [2, 3])
  func aFinerToleranceTakesMoreStepsAndErrsLess(order: Int) throws {
    var errors: [Double] = []
    var calls: [Int] = []
    for tolerance in [1e-2, 1e-3, 1e-4] {
      let job = try job([
        "order": .integer(order), "rtol": .real(tolerance), "atol": .real(tolerance / 5),
      ])
      let (records, end) = try records(job)
      let path = try ExactPath.solve(job, from: Sampler(job).state) { false }
      errors.append(rootMeanSquareDistance(end, path[1]))
      calls.append(records[records.count - 1].evaluations)
    }
    #expect(errors[0] > 2 * errors[1] && errors[1] > 2 * errors[2], "\(errors)")
    #expect(calls[0] < calls[1] && calls[1] < calls[2], "\(calls)")
  }

  /// A long first step fails; what it costs is told, and its first evaluation serves again.
  @Test func anAttemptInVainIsAStep() throws {
    let job = try job(["first": .real(8)])
    #expect(!job.foresight().isWhole)
    let (records, _) = try records(job)
    let vain = records.indices.dropFirst().filter { records[$0].level == records[$0 - 1].level }
    #expect(vain.contains(1))
    for index in vain {
      #expect(records[index].changeRMS == 0 && records[index].order == 0)
      #expect(records[index + 1].evaluations - records[index].evaluations == 2)
    }
    #expect(records.last?.level == job.grid.steps.last?.to)
    #expect(zip(records, records.dropFirst()).allSatisfy { $0.level.rho >= $1.level.rho })
  }

  /// However little is tolerated, the run ends.
  @Test func aRunEnds() throws {
    let job = try job([
      "rtol": .real(1e-9), "atol": .real(1e-9), "first": .real(10), "order": .integer(2),
      "controller": .word("classic"),
    ])
    #expect(try records(job).end.allSatisfy(\.isFinite))
  }
}
