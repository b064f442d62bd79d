import Files
import Quickstep
import Tensors
import Testing

/// Samples that are read as another level than the scheduled one, on digits of 8 x 8 as a mixture.
@Suite struct TimeShiftTests {
  private static let schedule = Choice("linear")

  private func plan(_ steps: Int, _ window: Int, _ more: [String: KnobValue] = [:]) -> Plan {
    Plan(
      schedule: Self.schedule, grid: Choice("trailing"), solver: Choice("euler"), steps: steps,
      seed: 1, batch: 400,
      reading: Choice("time-shift", more.merging(["window": .integer(window)]) { $1 }))
  }

  private func records(_ plan: Plan, _ model: any Denoiser) throws -> [StepRecord] {
    var sampler = Sampler(try plan.job(model: model, with: kernels))
    var records: [StepRecord] = []
    while let record = try sampler.next() { records.append(record) }
    return records
  }

  private func end(_ plan: Plan, _ model: any Denoiser) throws -> [Double] {
    var sampler = Sampler(try plan.job(model: model, with: kernels))
    while try sampler.next() != nil {}
    return sampler.state
  }

  /// Noise that is over-predicted by 5 % leaves samples too smooth for their level: reading them as
  /// the level that fits brings them a tenth and more nearer to the data.
  @Test(arguments: [5, 10, 20]) func samplesOfABiasedModelComeNearer(steps: Int) throws {
    let digits = try SmallDigits.model(), model = Biased(digits, by: 1.05)
    let distance = try SmallDigits.distance(of: digits)
    let plain = try distance(end(plan(steps, 0), model))
    let shifted = try distance(end(plan(steps, 30), model))
    #expect(shifted <= 0.9 * plain, "\(plain) \(shifted)")
  }

  /// Too much noise removed reads as a lower level, too little as a higher one.
  @Test func theShiftIsAgainstTheBias() throws {
    let digits = try SmallDigits.model()
    func shift(_ bias: Double) throws -> Double {
      let shifts = try records(plan(10, 30), Biased(digits, by: bias)).compactMap(\.reading)
        .filter { $0.shift != 0 }.compactMap(\.shift)
      return shifts.reduce(0, +) / Double(shifts.count)
    }
    #expect((-15.0 ... -10).contains(try shift(1.05)))
    #expect((8.0...15).contains(try shift(0.95)))
  }

  /// Corrected by the variance of the data, an exact model is read near its schedule down to the
  /// end, and few steps gain.
  @Test func theCorrectedCriterionServesAnExactModel() throws {
    let digits = try SmallDigits.model()
    let distance = try SmallDigits.distance(of: digits)
    let corrected: [String: KnobValue] = [
      "criterion": .word("corrected"), "cutoff": .integer(0),
    ]
    for steps in [5, 10] {
      let plain = try distance(end(plan(steps, 0), digits))
      let shifted = try distance(end(plan(steps, 80, corrected), digits))
      #expect(shifted < plain, "\(steps) \(plain) \(shifted)")
    }
  }

  /// Nor does stepping apart, where the cutoff is above all levels.
  @Test(arguments: solverChoices, [(0, 0), (30, 1000)])
  func noShiftChangesNoBit(choice: Choice, knobs: (window: Int, cutoff: Int)) throws {
    var plan = plan(6, knobs.window, ["cutoff": .integer(knobs.cutoff)])
    plan.solver = choice
    plan.batch = 3
    var base = plan
    base.reading = Choice("scheduled")
    let foreseen = try base.job(model: wide, with: kernels).foresight().isWhole
    guard foreseen || knobs.window == 0 else { return }
    #expect(try end(plan, wide) == end(base, wide))
  }

  /// Each sample has its own levels, whoever is beside it, in every solver that follows the grid; and
  /// all numbers stay finite and calls foreseen, however wide the window.
  @Test(arguments: solverChoices, ["linear", "edm", "flow"])
  func splitsChangeNoBit(choice: Choice, schedule: String) throws {
    var plan = plan(6, 200, ["cutoff": .integer(0)])
    plan.schedule = Choice(schedule)
    plan.grid = Choice("uniform-t")
    plan.solver = choice
    plan.batch = 3
    let model = wide
    guard let whole = try? plan.job(model: model, with: kernels) else {
      plan.reading = Choice("scheduled")
      #expect(try !plan.job(model: model, with: kernels).foresight().isWhole)
      return
    }
    var parts: [Double] = []
    for range in [0..<1, 1..<3] {
      var job = whole
      job.firstSample = range.lowerBound
      job.classes = Array(whole.classes[range])
      var sampler = Sampler(job)
      while try sampler.next() != nil {}
      parts += sampler.state
    }
    var sampler = Sampler(whole)
    var counts: [Int] = []
    while let record = try sampler.next() {
      counts.append(record.evaluations)
      if let edge = record.reading?.atEdge { #expect((0...1).contains(edge)) }
    }
    #expect(sampler.state == parts)
    let expected = whole.evaluationsPerStep()
    #expect(counts == expected.indices.map { expected[...$0].reduce(0, +) })
  }

  /// Numbers that were drawn for the whole batch stay with their samples.
  @Test(arguments: [
    NoiseSource.torch(seed: 5), .started(normals(rows: 3, width: 32, step: 1), seed: 4),
  ])
  func drawsStayWithTheirSamples(noise: NoiseSource) throws {
    var apart = plan(8, 30, ["cutoff": .integer(1000)])
    apart.solver = Choice("euler-ancestral")
    apart.batch = 3
    var base = apart
    base.reading = Choice("scheduled")
    func end(_ plan: Plan) throws -> [Double] {
      var job = try plan.job(model: wide, with: kernels)
      job.noise = noise
      var sampler = Sampler(job)
      while try sampler.next() != nil {}
      return sampler.state
    }
    #expect(try end(apart) == end(base))
  }

  @Test func whatCannotBeReadIsRefused() throws {
    func refusal(_ plan: Plan, _ model: any Denoiser) -> String {
      do {
        _ = try plan.job(model: model, with: kernels)
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      refusal(plan(5, 30), gentleMixture) == """
        The reading time-shift tells a sample's level by how much its numbers vary, and 2 numbers \
        say nothing of it. Choose a model whose samples have 19 numbers or more, or reading \
        scheduled.
        """)
    var adaptive = plan(5, 30)
    adaptive.solver = Choice("dpm-adaptive")
    #expect(
      refusal(adaptive, wide) == """
        The reading time-shift goes from level to level of the grid, and the solver dpm-adaptive \
        chooses its own. Choose another solver, or reading scheduled.
        """)
    #expect(
      refusal(plan(5, 30, ["criterion": .word("corrected")]), Biased(wide, by: 1)) == """
        The reading time-shift with criterion corrected goes by the variance within true samples, \
        and the distribution of digits is not known. Choose criterion plain.
        """)
  }

  @Test func theVarianceWithinSamplesIsThatOfDraws() throws {
    let digits = try SmallDigits.model()
    let draws = digits.trueSamples(
      classes: Array(repeating: anyClass, count: 4000), seed: 3, with: kernels)
    #expect(abs(digits.meanVariance(ofClass: anyClass) - SmallDigits.variance(draws)) < 0.005)
    let set = try ImageSet.bundledDigits()
    let images = DataSetModel(pixels: set.pixels, width: 28, height: 28, channels: 1)
    let all = (0..<images.count).flatMap(images.image)
    let expected = SmallDigits.variance(all, width: 784)
    #expect(abs(images.meanVariance(ofClass: anyClass) - expected) < 1e-12)
  }
}

/// Few round modes in 32 dimensions.
private let wide = GaussianMixture(
  components: (0..<3).map { k in
    let mean: [Double] = (0..<32).map { place in
      let digit = place * (k + 2) % 5
      return 0.35 * Double(digit) - 0.7
    }
    return GaussianMixture.Component(weight: 1 / 3.0, mean: mean, deviation: 0.3)
  })

/// The first 500 bundled digits, shrunk to 8 x 8, each a round Gaussian of deviation 0.1.
private enum SmallDigits {
  private static func images() throws -> [[Double]] {
    let pixels = try ImageSet.bundledDigits().pixels
    return (0..<500).map { image in
      (0..<64).map { place in
        let row = 2 + 3 * (place / 8), column = 2 + 3 * (place % 8)
        let sum = (0..<9).reduce(0.0) { sum, k in
          sum + Double(pixels[image * 784 + (row + k / 3) * 28 + column + k % 3])
        }
        return sum / 9 / 127.5 - 1
      }
    }
  }

  static func model() throws -> GaussianMixture {
    GaussianMixture(
      components: try images().map {
        GaussianMixture.Component(weight: 0.002, mean: $0, deviation: 0.1)
      })
  }

  /// The Fréchet distance of pixels to the mixture's own mean and covariance.
  static func distance(of model: GaussianMixture) throws -> ([Double]) throws -> Double {
    let fit = try #require(GaussianFit(points: model.components.flatMap(\.mean), width: 64))
    var covariance = fit.covariance
    for i in 0..<64 { covariance[i, i] += 0.01 }
    let distance = FrechetDistance(to: GaussianFit(mean: fit.mean, covariance: covariance))
    return { try distance(from: #require(GaussianFit(points: $0, width: 64))) }
  }

  /// The mean variance within rows.
  static func variance(_ rows: [Double], width: Int = 64) -> Double {
    let variances = stride(from: 0, to: rows.count, by: width).map { start in
      let row = rows[start..<start + width]
      let mean = row.reduce(0, +) / Double(width)
      return row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width - 1)
    }
    return variances.reduce(0, +) / Double(variances.count)
  }
}

/// A model that predicts too much noise, or too little.
private final class Biased: Denoiser {
  private let base: GaussianMixture
  private let factor: Double
  let prediction = Prediction.noise

  init(_ base: GaussianMixture, by factor: Double) {
    self.base = base
    self.factor = factor
  }

  var shape: SampleShape { base.shape }
  var classNames: [String] { [] }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
    let toNoise = Prediction.data.conversion(to: .noise, at: level)
    kernels.combine(
      into: output.mutableValues,
      [(factor * toNoise.state, x.values), (factor * toNoise.output, output.values)])
  }
}
