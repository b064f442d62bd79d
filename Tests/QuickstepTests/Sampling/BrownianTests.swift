import Glibc
import Quickstep
import Tensors
import Testing

/// The Brownian path of a run, seen through a solver whose state is one of its increments.
@Suite struct BrownianTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// Places 0 … 1 on the path are levels with tau = 1 / (1 + rho^(1/4)).
  private func level(_ tau: Double) -> NoiseLevel {
    NoiseLevel(t: 1 - tau, alpha: pow(tau, 4), sigma: pow(1 - tau, 4))
  }

  /// Standard normals of the increment, sample by sample.
  private func increment(
    from a: Double, to b: Double, samples: Range<Int> = 0..<2000, noise: NoiseSource = .seed(7),
    grid: [Double] = [0.25, 0.75]
  ) throws -> [Double] {
    let job = SamplingJob(
      model: gentleMixture,
      schedule: RectifiedFlow(KnobValues(RectifiedFlow.declaration.knobs, [:])),
      grid: Grid(levels: grid.map(level)), solver: Increment(from: level(a), to: level(b)),
      guidance: try guidances.make(Choice("none")), clip: try clips.make(Choice("none")),
      classes: Array(repeating: anyClass, count: samples.count), firstSample: samples.lowerBound,
      noise: noise, startScale: 1, kernels: kernels)
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }

  private func covariance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / Double(a.count)
  }

  /// On places of the tree and between them, short and long, from pure noise and to pure data.
  @Test(arguments: [(0.0, 1.0), (0.25, 0.5), (0.3, 0.31), (0.123, 0.9), (0.6, 0.2), (0.9, 1.0)])
  func incrementsAreStandardNormals(a: Double, b: Double) throws {
    let z = try increment(from: a, to: b)
    #expect(abs(z.reduce(0, +) / Double(z.count)) < 0.08)
    #expect(abs(covariance(z, z) - 1) < 0.1)
  }

  @Test(arguments: [(0.1, 0.2, 0.7), (0.25, 0.5, 1.0), (0.31, 0.32, 0.33)])
  func incrementsSideBySideAreIndependent(a: Double, b: Double, c: Double) throws {
    #expect(
      abs(covariance(try increment(from: a, to: b), try increment(from: b, to: c))) < 0.08)
  }

  /// Increments that overlap share the part of the path where they do.
  @Test func overlapIsShared() throws {
    let part = try increment(from: 0.25, to: 0.5), whole = try increment(from: 0.25, to: 0.75)
    #expect(abs(covariance(part, whole) - 0.5.squareRoot()) < 0.08)
  }

  @Test(arguments: [(0.125, 0.5, 0.625), (0.40625, 0.4375, 1.0), (0.0, 0.3125, 0.34375)])
  func incrementsAddUp(a: Double, b: Double, c: Double) throws {
    let first = try increment(from: a, to: b, samples: 0..<20)
    let second = try increment(from: b, to: c, samples: 0..<20)
    let both = try increment(from: a, to: c, samples: 0..<20)
    for i in both.indices {
      let sum = first[i] * (b - a).squareRoot() + second[i] * (c - b).squareRoot()
      #expect(abs(sum - both[i] * (c - a).squareRoot()) < 1e-13)
    }
  }

  /// Neither the batch nor the grid nor what was asked before changes a bit.
  @Test func thePathIsOneForTheRun() throws {
    let whole = try increment(from: 0.3, to: 0.7, samples: 0..<9)
    let parts = try [0..<4, 4..<9].flatMap { try increment(from: 0.3, to: 0.7, samples: $0) }
    #expect(whole == parts)
    let walked = try increment(
      from: 0.3, to: 0.7, samples: 0..<9, grid: [0.1, 0.2, 0.5, 0.6, 0.9])
    #expect(whole == walked)
    #expect(try increment(from: 0.3, to: 0.7, samples: 0..<9, noise: .seed(8)) != whole)
  }

  @Test func recordedNoiseIsTakenInOrder() throws {
    let noise = NoiseSource.given(start: [0, 0], steps: [[[1, 2]], [[3, 4], [5, 6]]])
    let z = try increment(
      from: 0.3, to: 0.7, samples: 0..<1, noise: noise, grid: [0.1, 0.2, 0.5])
    #expect(z == [3, 4])
  }
}

/// Ends the last step with an increment of the path, after others.
private struct Increment: Solver {
  static let declaration = Declaration("increment", title: "", summary: "", paper: "", knobs: [])

  let order: Double? = nil
  private let from, to: NoiseLevel

  init(from: NoiseLevel, to: NoiseLevel) { (self.from, self.to) = (from, to) }

  init(_ knobs: KnobValues) { self.init(from: NoiseLevel(sigma: 1), to: NoiseLevel(sigma: 0)) }

  mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    if run.remaining > 0 { _ = run.noise(from: s, to: t) }
    run.advance((run.noise(from: from, to: to), 1))
  }
}
