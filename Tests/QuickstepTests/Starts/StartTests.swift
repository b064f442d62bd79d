import Quickstep
import Tensors
import Testing

/// Every start, those that learn with as little as they may.
let startChoices: [Choice] =
  starts.declarations.map { declaration in
    declaration.name == "dpm-ot" ? quickTransport : Choice(declaration.name)
  } + [
    Choice("teleport", ["sigma": .real(3)]),
    Choice(
      "dpm-ot", quickTransport.knobs.merging(["theta": .real(0.5), "renew": .real(0.5)]) { $1 }),
    Choice("one-more-step", ["noise": .word("fresh"), "abar": .real(0.01)]),
  ]

let quickTransport = Choice(
  "dpm-ot", ["n": .integer(50), "draws": .real(2), "iterations": .integer(50)])

/// What holds for every start, whatever it makes of noise.
@Suite struct StartTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private func plan(_ start: Choice, schedule: String = "scaled-linear") -> Plan {
    Plan(
      schedule: Choice(schedule), grid: Choice("uniform-t"), solver: Choice("euler"), steps: 4,
      batch: 5, start: start)
  }

  @Test func noiseIsTheStartThatNobodyHasToName() throws {
    #expect(Plan().runLine == "quickstep:1 --model digits")
    #expect(try Plan(runLine: Plan().runLine).start == Choice("noise"))
  }

  @Test(arguments: startChoices) func theRunLineIsReadBack(start: Choice) throws {
    var random = SystemRandomNumberGenerator()
    let turned = try starts.options.declaration(start.name).random(using: &random)
    for choice in [start, turned] {
      let line = plan(choice).runLine
      #expect(try Plan(runLine: line).runLine == line)
    }
  }

  @Test(arguments: startChoices) func aBatchMayBeSplit(start: Choice) throws {
    let whole = try plan(start).job(model: gentleMixture, with: kernels)
    var parts: [Double] = []
    for range in [0..<2, 2..<5] {
      var job = whole
      job.firstSample = range.lowerBound
      job.classes = Array(whole.classes[range])
      parts += try end(of: job)
    }
    #expect(try end(of: whole) == parts)
  }

  @Test(arguments: startChoices) func threadsChangeNoBit(start: Choice) throws {
    var plan = plan(start)
    plan.batch = 300
    let two = Kernels(pool: ThreadPool(threads: 2))
    let one = try end(of: plan.job(model: gentleMixture, with: kernels))
    #expect(try end(of: plan.job(model: gentleMixture, with: two)) == one)
  }

  /// A forecast asks no model and learns nothing.
  @Test(arguments: startChoices) func everyEvaluationIsForeseen(start: Choice) throws {
    let silent = SilentModel()
    let foresight = try plan(start).job(model: silent, with: kernels).foresight()
    let job = try plan(start).job(model: gentleMixture, with: kernels)
    var sampler = Sampler(job)
    #expect(try sampler.startRecord().evaluations == foresight.startEvaluations)
    var last = 0
    while let record = try sampler.next() { last = record.evaluations }
    #expect(last == foresight.evaluations)
  }

  @Test(arguments: startChoices, schedules.declarations.map(\.name))
  func endsAreFiniteOrRefused(start: Choice, schedule: String) throws {
    for grid in gridRules.declarations.map(\.name) {
      var plan = plan(start, schedule: schedule)
      plan.grid = Choice(grid)
      if grid == "list" { plan.settle(after: "grid") }
      do {
        let job = try plan.job(model: gentleMixture, with: kernels)
        #expect(job.grid.steps.count == plan.steps, "\(plan.runLine)")
        let end = try end(of: job)
        #expect(end.allSatisfy { abs($0) < 1e3 }, "\(plan.runLine)")
      } catch let error as SamplingError {
        if case .notFinite = error { Issue.record("\(plan.runLine): \(error)") }
      }
    }
  }

  @Test(arguments: ["teleport", "dpm-ot"])
  func networksAreRefused(start: String) throws {
    #expect(throws: SamplingError.startNeedsData(start: start, model: "digits")) {
      try plan(Choice(start)).job(model: OpaqueModel(), with: kernels)
    }
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }
}

/// A model whose distribution is not known.
private final class OpaqueModel: Denoiser {
  let shape = SampleShape.point(dimensions: 2)
  let prediction = Prediction.data
  let classNames: [String] = []

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {}
}

/// An exact model that must not be asked anything.
private final class SilentModel: ExactModel {
  let shape = SampleShape.point(dimensions: 2)
  let prediction = Prediction.data
  let classNames: [String] = []
  let pathTolerance = 1.0
  let pathBudget = 0

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    preconditionFailure("asked for a prediction")
  }

  func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    preconditionFailure("asked for samples")
  }

  func meanVariance(ofClass wanted: Int32) -> Double { 0 }
}
