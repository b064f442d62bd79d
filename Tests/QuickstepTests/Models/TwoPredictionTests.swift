import Quickstep
import Tensors
import Testing

/// Guidance that denoises and renoises by different predictions, or asks for other classes.
@Suite struct TwoPredictionTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private func job(
    _ guidance: String, _ solver: String = "euler", step: Int? = nil
  ) throws -> SamplingJob {
    var plan = Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: try solvers.choice(solver),
      steps: 4, batch: 5)
    plan.guidance = try guidances.choice(guidance)
    plan.classes = .one("1")
    var job = try plan.job(model: GaussianMixture.ring8(), with: kernels)
    if let step { job.grid.steps = [job.grid.steps[step]] }
    return job
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }

  /// One step of DDIM with lambda is one with the scale lambda rho / (rho - rho').
  @Test(arguments: 0..<4) func aStepHasAScaleOfItsOwn(index: Int) throws {
    let own = try job("cfg++:scale=0.4", step: index)
    let step = own.grid.steps[0]
    let scale = 0.4 * step.from.rho / (step.from.rho - step.to.rho)
    let plain = try job("cfg:scale=\(scale)", step: index)
    #expect(try rootMeanSquareDistance(end(of: own), end(of: plain)) < 1e-11)
  }

  @Test func withoutPullItIsTheWholeDistribution() throws {
    let guided = try job("cfg++:scale=0")
    #expect(try rootMeanSquareDistance(end(of: guided), end(of: job("cfg:scale=0"))) < 1e-11)
    #expect(ExactPath.obstacle(guided) == .guidanceFollowsSteps)
    #expect(guided.evaluationsPerStep() == [2, 2, 2, 2])
  }

  @Test(arguments: ["dpm++3m", "heun", "euler:churn=3,reuse=data"])
  func solversThatDoNotTellThemApartAreRefused(solver: String) {
    do {
      _ = try job("cfg++", solver)
      Issue.record("accepted")
    } catch {
      guard case SamplingError.guidanceNeedsRenoising("cfg++", _, let able) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(
        able == [
          "euler", "ddim-inversion", "euler-ancestral", "tcd", "dpm++2s", "dpm++2m", "ge",
        ])
      #expect("\(error)".contains("cfg++") && "\(error)".contains("euler-ancestral"))
    }
  }

  @Test func withoutAnotherClassItIsClassifierFree() throws {
    for guidance in ["perp-neg:scale=3", "perp-neg:scale=3,negative=2,weight=0"] {
      let apart = try rootMeanSquareDistance(end(of: job(guidance)), end(of: job("cfg:scale=3")))
      #expect(apart < 1e-11)
    }
    #expect(try job("perp-neg:scale=3,negative=2").evaluationsPerStep() == [3, 3, 3, 3])
  }

  /// The class asked for as the one to keep away from has no part across its own pull.
  @Test func aClassDoesNotHurtItself() throws {
    let own = try job("perp-neg:scale=3,negative=1,weight=5")
    #expect(try rootMeanSquareDistance(end(of: own), end(of: job("cfg:scale=3"))) < 1e-9)
  }

  /// By hand, in the data prediction: p = (2, 0) and n = (1, -1) - (1, 2) = (0, -3) lies across it;
  /// then n = (3, -3), of which (3, 0) lies along p.
  @Test(arguments: [([1.0, -1.0], [5.0, 5.0]), ([4.0, -1.0], [5.0, 5.0])])
  func thePartAcrossThePullIsTakenAway(other: [Double], expected: [Double]) throws {
    var job = try job("perp-neg:scale=2,negative=0,weight=0.5")
    job.model = ThreePredictions(other)
    job.classes = [1]
    job.grid.steps = [Step(from: job.grid.steps[0].from, to: job.schedule.clean)]
    #expect(try rootMeanSquareDistance(end(of: job), expected) < 1e-12)
  }

  @Test func aClassThatTheModelLacksIsRefused() {
    #expect(throws: SamplingError.noClassNumber(8, classes: 8)) {
      _ = try job("perp-neg:negative=8")
    }
  }
}

/// Predicts (3, 2) for class 1, (1, 2) without a class, and other data for class 0.
private final class ThreePredictions: Denoiser {
  let shape = SampleShape.point(dimensions: 2)
  let prediction = Prediction.data
  let classNames = ["0", "1"]
  private let other: [Double]

  init(_ other: [Double]) { self.other = other }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    let values = classes[0] == anyClass ? [1, 2] : classes[0] == 1 ? [3, 2] : other
    _ = output.mutableValues.update(fromContentsOf: values)
  }
}
