import Glibc
import Quickstep
import Tensors
import Testing

/// Regions of stability against known ends, and against what solvers do on linear models.
@Suite struct StabilityTests {
  static func solver(_ text: String) throws -> any Solver {
    try solvers.make(solvers.choice(text))
  }

  private func limit(_ text: String) throws -> Double {
    try #require(try StabilityRegion(Self.solver(text)).negativeLimit())
  }

  /// Adams-Bashforth: 2, 1, 6/11, 3/10.
  @Test func limitsOfMultistep() throws {
    for (order, expected) in zip(1...4, [2.0, 1, 6.0 / 11, 3.0 / 10]) {
      let found = try limit("plms:order=\(order)")
      #expect(abs(found - expected) <= 2e-6 * expected, "order \(order): \(found)")
    }
  }

  @Test func limitsOfRungeKutta() throws {
    for name in ["euler", "heun", "dpm++2s"] {
      let found = try limit(name)
      #expect(abs(found - 2) <= 1e-5, "\(name)")
    }
  }

  /// Heavy ball: those of Adams-Bashforth times (2 - b)/b.
  @Test func limitsOfHeavyBall() throws {
    for (order, plain) in zip(1...4, [2.0, 1, 6.0 / 11, 3.0 / 10]) {
      for b in [0.9, 0.5] {
        let found = try limit("ghvb:mode=heavy-ball,order=\(order),beta=\(b)")
        let expected = plain * (2 - b) / b
        #expect(abs(found - expected) <= 1e-5 * expected, "order \(order), b \(b): \(found)")
      }
    }
  }

  /// Generalized momentum (the order's fraction is b).
  @Test func limitsOfGeneralizedMomentum() throws {
    for b in [0.9, 0.8, 0.5] {
      let first = try limit("ghvb:order=\(b)"), second = try limit("ghvb:order=\(1 + b)")
      #expect(abs(first - 2 * (2 - b) / b) <= 1e-4 && abs(second - (2 - b)) <= 1e-5, "b \(b)")
    }
    // The root at -1: z sum |c_j| b/(2 - b) = -2.
    for (order, b) in [(3, 0.9), (3, 0.8), (3, 0.5), (4, 0.9), (4, 0.8), (4, 0.5)] {
      let c = momentumWeights(order, beta: b).reduce(0) { $0 + abs($1) }
      let found = try limit("ghvb:order=\(Double(order - 1) + b)")
      #expect(abs(found - 2 * (2 - b) / (b * c)) <= 1e-5, "order \(order), b \(b): \(found)")
    }
    let third = try [2.9, 2.8, 2.5].map { try limit("ghvb:order=\($0)") }
    for (found, expected) in zip(third, [0.594, 0.642, 0.782]) {
      #expect(abs(found - expected) <= 1e-3, "\(found)")
    }
    let fourth = try [3.9, 3.8, 3.5].map { try limit("ghvb:order=\($0)") }
    for (found, expected) in zip(fourth, [0.326, 0.352, 0.428]) {
      #expect(abs(found - expected) <= 1e-3, "\(found)")
    }
  }

  /// The growth of a run on a linear model is the one foretold.
  @Test func growthIsForetold() throws {
    let names = [
      "euler", "heun", "dpm2", "dpm++2m", "dpm++2s", "plms", "plms:order=2", "ghvb", "unipc",
      "ghvb:mode=heavy-ball,order=2", "lms", "dpm-multistep",
    ]
    for name in names {
      for (h, z) in [(0.05, -0.2), (0.3, -1.3), (0.8, -3), (0.8, 0.4)] {
        let solver = try Self.solver(name)
        let foretold = try StabilityRegion(solver, step: h).amplification(Complex(z))
        let measured = try growth(solver, h: h, z: z)
        #expect(abs(measured - foretold) <= 1e-6 * foretold, "\(name) h \(h) z \(z)")
      }
    }
  }

  /// What |x| grows by in the long run, from a state and the two before it: the largest root, which
  /// may be one of a pair.
  private func growth(_ solver: any Solver, h: Double, z: Double) throws -> Double {
    let count = 500
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    var job = try Plan(schedule: Choice("edm"), grid: Choice("karras"), steps: 2, batch: 1)
      .job(model: ScalarModel(factor: 1 + z / h), with: kernels)
    job.solver = solver
    job.grid = Grid(
      levels: (0...count + 10).map { NoiseLevel(sigma: exp(Double(count / 2 - $0) * h)) })
    job.startScale = 1e-20
    job.noise = .given(start: [1], steps: [])
    var sampler = Sampler(job)
    var states: [Double] = []
    // Deep enough for the largest root to stand alone, and before numbers become too small or large.
    while states.count < count, try sampler.next() != nil {
      states.append(sampler.state[0])
      if abs(sampler.state[0]) > 1e120 || abs(sampler.state[0]) < 1e-250 { break }
    }
    let x = states.suffix(4).map { $0 }
    let ratio = abs(x[3] / x[2])
    let before = abs(x[2] / x[1])
    if abs(ratio / before - 1) < 1e-9 { return ratio }
    // r² of x_(n+1) = 2 r cos(t) x_n - r² x_(n-1).
    return sqrt(abs((x[2] * x[2] - x[3] * x[1]) / (x[1] * x[1] - x[2] * x[0])))
  }

  @Test func whatFollowsNumbersHasNoRegion() throws {
    #expect(throws: LinearityError.followsNumbers) {
      try StabilityRegion(Self.solver("dpm-adaptive"))
    }
  }

  /// The eigenvalues of a Gaussian's flow are -rho²/(s² + rho²).
  @Test func ratesOfAGaussianAreKnown() throws {
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    let model = GaussianMixture(
      components: [.init(weight: 1, mean: [0.3, -1], deviation: 0.5)])
    let job = try Plan(batch: 3).job(model: model, with: kernels)
    let rates = try #require(GuidedRates(job))
    let level = NoiseLevel(t: 0, alpha: 0.6, sigma: 0.8)
    for rate in rates.rates(at: [1, 2, -0.5, 0.1, 0, 0], level).joined() {
      let rho = 0.8 / 0.6
      #expect(abs(rate.real + rho * rho / (0.25 + rho * rho)) <= 1e-8)
      #expect(rate.imaginary == 0)
    }
  }
}

/// D = factor y.
private final class ScalarModel: Denoiser {
  let shape = SampleShape.point(dimensions: 1)
  let prediction = Prediction.data
  let classNames: [String] = []
  private let factor: Double

  init(factor: Double) { self.factor = factor }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    kernels.combine(into: output.mutableValues, [(factor / level.alpha, x.values)])
  }
}
