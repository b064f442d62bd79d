import Quickstep
import Runs
import Tensors
import Testing

/// What everything that is declared makes at the edges of its ranges: usable, or refused in one
/// sentence. `Benchmarks/run fuzz plans` tries a hundred thousand.
@Suite struct RandomPlanTests {
  private static let models = [
    "ring-8", "moons", "gmm16", "gmm-cond", "moons-flow", "ring-flow", "digits",
  ]

  private let library = ModelLibrary()
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func aPlanIsUsableOrRefused(_ seed: UInt64) {
    var random = Repeatable(state: seed)
    var ends: [PlanTrial.End: Int] = [:]
    for index in 0..<300 {
      let plan = Plan.random(models: Self.models, using: &random)
      var trial = PlanTrial(plan, library: library, with: kernels)
      if index.isMultiple(of: 50) { trial.measureEnd() }
      ends[trial.end, default: 0] += 1
      #expect(trial.faults.isEmpty, "\(plan.runLine)")
    }
    // Neither is so rare that nothing was tried.
    #expect([PlanTrial.End.refused, .finished].allSatisfy { ends[$0, default: 0] > 50 }, "\(ends)")
  }

  /// The levels of every schedule, spelled out by hand, are the same levels, from pure noise to
  /// none.
  @Test(arguments: schedules.declarations.map(\.name))
  func levelsAreReadBack(schedule name: String) throws {
    var random = Repeatable(state: 7)
    let schedule = try schedules.options.declaration(name)
    var count = 0, unwritable = 0
    while count < 1000 {
      var plan = Plan.random(models: ["ring-8"], using: &random)
      plan.schedule = schedule.random(using: &random)
      let again = try Plan(runLine: plan.runLine)
      #expect(again.runLine == plan.runLine)
      guard let levels = try? plan.makeGrid().grid.levels else { continue }
      count += 1
      #expect(try again.makeGrid().grid.levels == levels)
      var spelled = plan
      spelled.grid = Choice("list", ["sigmas": .list(levels.map(\.rho))])
      spelled.steps = levels.count - 1
      // A sigma/alpha that overflows or vanishes is no number that could be written.
      guard let written = try? spelled.makeGrid().grid.levels else {
        unwritable += 1
        continue
      }
      let read = try Plan(runLine: spelled.runLine).makeGrid().grid.levels
      #expect(read == written)
      #expect(
        zip(read, levels).allSatisfy { isNear($0.alpha, $1.alpha) && isNear($0.sigma, $1.sigma) },
        "\(plan.runLine)")
    }
    #expect(unwritable <= 30)
  }

  private func isNear(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-6)
  }

  @Test func pureNoiseIsWrittenByHand() throws {
    let line = "quickstep:1 --model ring-8 --schedule flow --grid list:sigmas=inf/3/1/0 --steps 3"
    let levels = try Plan(runLine: line).makeGrid().grid.levels
    #expect(levels.map(\.alpha) == [0, 0.25, 0.5, 1])
    #expect(try Plan(runLine: line).runLine == line)
    #expect(throws: SamplingError.levelOutsideSchedule(sigma: .infinity, schedule: "edm")) {
      try Plan(runLine: "quickstep:1 --model ring-8 --schedule edm --grid list:sigmas=inf/1/0")
        .makeGrid()
    }
  }
}

/// Random numbers that repeat (SplitMix64).
private struct Repeatable: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
