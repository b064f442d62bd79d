import Quickstep
import Tensors
import Testing

/// The code of the articles on sampling and solvers, as it stands there.
@Suite struct SamplingArticleTests {
  @Test func sampling() throws {
    let model = GaussianMixture(components: [
      .init(weight: 0.5, mean: [-2, 0], deviation: 0.3),
      .init(weight: 0.5, mean: [2, 0], deviation: 0.3),
    ])
    let kernels = Kernels(pool: ThreadPool(threads: 2))
    let plan = Plan(solver: Choice("heun"), steps: 8, batch: 256)
    var sampler = Sampler(try plan.job(model: model, with: kernels))
    while let record = try sampler.next() {
      print(record.step, record.level.sigma, record.stateRMS)
    }
    let samples = sampler.state
    #expect(samples.count == 2 * 256)
    let sides = stride(from: 0, to: samples.count, by: 2).map { samples[$0] < 0 ? -2.0 : 2.0 }
    #expect(zip(0..., sides).allSatisfy { abs(samples[2 * $0] - $1) < 1.5 })

    var other = Plan()
    try other.set("model", "ring-8")
    try other.set("solver", "unipc:order=3")
    try other.set("grid", "karras:rho=7")
    print(other.runLine)
    #expect(
      other.runLine == "quickstep:1 --model ring-8 --grid karras --solver unipc:order=3"
        || other.runLine.contains("unipc:order=3"))

    let study = try ConvergenceStudy(plan, model: model, with: kernels)
    print(study.verdict(declared: 2))
    #expect(study.verdict(declared: 2).hasSuffix("as declared."))
  }

  @Test func aSolverOfOnesOwn() throws {
    let model = GaussianMixture(components: [
      .init(weight: 1, mean: [1, -1], deviation: 0.5)
    ])
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    let plan = Plan(solver: Choice("euler"), steps: 8)
    var job = try plan.job(model: model, with: kernels)
    job.solver = PlainEuler(knobs: [:])
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    var listed = Sampler(try plan.job(model: model, with: kernels))
    while try listed.next() != nil {}
    #expect(zip(sampler.state, listed.state).allSatisfy { abs($0 - $1) < 1e-9 })

    let solver = PlainEuler(knobs: [:])
    let study = try ConvergenceStudy(plan, model: model, solver: solver, with: kernels)
    print(study.verdict(declared: solver.order))
    #expect(study.verdict(declared: solver.order).hasSuffix("as declared."))
  }
}

/// Euler's method for the probability flow: the data prediction stays as it is for a step.
struct PlainEuler: Solver {
  static let declaration = Declaration(
    "plain-euler", title: "Plain Euler", summary: "one evaluation a step, first order",
    paper: "Song et al. 2021, Denoising Diffusion Implicit Models")

  var order: Double? { 1 }

  init(_ knobs: KnobValues) {}

  mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let data = run.evaluate(run.state, at: s, as: .data)
    let kept = t.sigma / s.sigma
    run.order = 1
    run.advance([(run.state, kept), (data, t.alpha - s.alpha * kept)])
  }
}
