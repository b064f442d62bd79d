import Glibc
import Quickstep
import Tensors
import Testing

/// Multistep with momentum.
@Suite struct MomentumTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// The weights as published, each a whole sum of beta over a common divisor.
  @Test(arguments: [0.1, 0.3, 0.5, 0.8, 0.9, 1])
  func weightsAreThePublishedOnes(b: Double) {
    let published: [[Double]] = [
      [1],
      [2 + b, -(2 - b)].map { $0 / (2 * b) },
      [18 + 5 * b, -(24 - 8 * b), 6 - b].map { $0 / (12 * b) },
      [46 + 9 * b, -(78 - 19 * b), 42 - 5 * b, -(10 - b)].map { $0 / (24 * b) },
      [
        1650 + 251 * b, -(3420 - 646 * b), 2880 - 264 * b, -(1380 - 106 * b), 270 - 19 * b,
      ].map { $0 / (720 * b) },
    ]
    for weights in published {
      let found = momentumWeights(weights.count, beta: b)
      let scale = weights.map(abs).max() ?? 1
      #expect(
        found.count == weights.count
          && zip(found, weights).allSatisfy { abs($0 - $1) < 1e-13 * scale }, "\(found) \(weights)")
    }
  }

  /// From (1, 0.5) over six steps, quadratic in t, on eight modes; computed elsewhere.
  @Test(arguments: [
    ("ghvb:order=4", [1.6266814715, 1.3163164702]),
    ("ghvb:order=3.8", [1.5966513490, 1.3128321814]),
    ("ghvb:order=1.8", [1.5230738453, 1.2378567309]),
    ("ghvb:order=0.8", [1.4529107968, 1.0207694454]),
    ("ghvb:mode=heavy-ball", [1.5121626017, 1.2509157165]),
    ("ghvb:mode=nesterov", [1.5993996291, 1.3048970189]),
  ])
  func aTrajectoryIsTheOneComputedElsewhere(solver: String, expected: [Double]) throws {
    var job = try ring(solver, grid: "quadratic", steps: 6, batch: 1)
    job.noise = .given(start: [1, 0.5], steps: [])
    job.startScale = 1
    let end = try end(of: job)
    #expect(zip(end, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(end)")
  }

  @Test func integerOrdersArePLMS() throws {
    for order in 1...4 {
      let momentum = try end(of: ring("ghvb:order=\(order)", grid: "karras", steps: 7, batch: 8))
      let plain = try end(of: ring("plms:order=\(order)", grid: "karras", steps: 7, batch: 8))
      #expect(rootMeanSquareDistance(momentum, plain) < 1e-10)
    }
  }

  @Test(arguments: [
    "order=0.5", "order=1", "order=1.5", "order=1.8", "order=2", "order=2.5", "order=3.8",
    "order=5", "mode=heavy-ball", "mode=nesterov", "mode=heavy-ball,order=2",
    "mode=nesterov,order=2", "mode=heavy-ball,beta=1", "mode=nesterov,beta=1",
  ])
  func decayIsOfTheDeclaredOrder(knobs: String) throws {
    let solver = try solvers.make(solvers.choice("ghvb:\(knobs)"))
    let errors = try [160, 320].map { steps in
      abs(try decayed(solver, over: 2, steps: steps) - exp(-2))
    }
    let declared = try #require(solver.order)
    #expect(abs(log2(errors[0] / errors[1]) - declared) < 0.1, "\(errors)")
  }

  @Test(arguments: [("2", 1.1e-4), ("1.8", 1.5e-4), ("1.5", 2.8e-4)])
  func momentumCostsAccuracy(order: String, expected: Double) throws {
    let solver = try solvers.make(solvers.choice("ghvb:order=\(order)"))
    let error = abs(try decayed(solver, over: 2, steps: 40) - exp(-2))
    #expect(abs(error / expected - 1) < 0.05, "\(error)")
  }

  /// The method of Adams and Bashforth of second order is stable down to lambda h = -1, momentum
  /// with beta = 0.8 down to -1.2.
  @Test func momentumWidensTheRegionOfStability() throws {
    func grown(_ order: String) throws -> Double {
      abs(try decayed(solvers.make(solvers.choice("ghvb:order=\(order)")), over: 66, steps: 60))
    }
    #expect(try grown("2") > 100)
    #expect(try grown("1.8") < 0.01)
  }

  /// Errors on eight modes with ten steps, without guidance.
  @Test(arguments: [
    ("2", 0.0174), ("1.8", 0.0207), ("2.8", 0.0106), ("3.8", 0.0193), ("4", 0.0226),
  ])
  func errorsWithoutGuidanceAreTheMeasuredOnes(order: String, expected: Double) throws {
    let job = try ring("ghvb:order=\(order)", grid: "quadratic", steps: 10, batch: 512)
    // Over samples, not over their two coordinates.
    let error =
      try 2.0.squareRoot()
      * rootMeanSquareDistance(end(of: job), ExactPath.end(of: job, from: Sampler(job).state))
    #expect(abs(error / expected - 1) < 0.15, "\(error)")
  }

  /// Twelve times the way from the whole distribution to one mode, in eight equal steps of t: the
  /// higher the order, the further samples fly. The maximum of a batch is its one worst sample,
  /// between the modes, so that the middle one of five batches counts.
  @Test func momentumKeepsGuidedSamplesFromFlyingOff() throws {
    var ratios: [Double] = []
    for seed in 1...5 {
      func job(_ order: String) throws -> SamplingJob {
        try ring(
          "ghvb:order=\(order)", grid: "uniform-t", steps: 8, batch: 512, seed: UInt64(seed),
          scale: 12)
      }
      func largest(_ values: [Double]) -> Double { values.map(abs).max() ?? 0 }
      let maxima = try ["4", "3.8", "3.5", "3", "2.5"].map { largest(try end(of: job($0))) }
      #expect(zip(maxima, maxima.dropFirst()).allSatisfy { $0 > $1 }, "\(maxima)")
      #expect(maxima[0] > 50)
      let last = try job("2.5")
      ratios.append(try maxima[4] / largest(ExactPath.end(of: last, from: Sampler(last).state)))
    }
    #expect(ratios.sorted()[2] <= 1.3, "\(ratios)")
  }
}

extension MomentumTests {
  /// Eight modes, down to t = 0.001; with a guidance scale towards the first of them.
  private func ring(
    _ solver: String, grid: String, steps: Int, batch: Int, seed: UInt64 = 1, scale: Double? = nil
  ) throws -> SamplingJob {
    var plan = Plan(
      schedule: Choice("vp-linear"), grid: Choice(grid, ["end": .word("min")]),
      solver: try solvers.choice(solver), steps: steps, seed: seed, batch: batch)
    if let scale {
      plan.guidance = Choice("cfg", ["scale": .real(scale)])
      plan.classes = .one("0")
    }
    return try plan.job(model: GaussianMixture.ring8(), with: kernels)
  }

  /// What becomes of 1 under y' = -y over a time, in so many equal steps.
  private func decayed(_ solver: any Solver, over time: Double, steps: Int) throws -> Double {
    var job = try Plan(steps: 1, batch: 1).job(model: Decay(), with: kernels)
    job.solver = solver
    job.grid = Grid(
      levels: (0...steps).map { index in
        NoiseLevel(sigma: 1 + time * (1 - Double(index) / Double(steps)))
      })
    job.noise = .given(start: [1], steps: [])
    job.startScale = 1
    return try end(of: job)[0]
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }
}

/// Its noise prediction is the state, so that the flow shrinks as sigma falls: dx / d sigma = x.
final class Decay: Denoiser {
  let shape = SampleShape.point(dimensions: 1)
  let prediction = Prediction.noise
  let classNames: [String] = []

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    _ = output.mutableValues.update(fromContentsOf: x.values)
  }
}
