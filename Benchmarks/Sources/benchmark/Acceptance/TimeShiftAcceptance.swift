import Quickstep
import Tensors

extension Acceptance {
  /// Samples read as the level whose variance they have (Li et al. 2024): 400 of 500 digits in 64
  /// dimensions, by the Fréchet distance of their numbers, of an exact model and of one whose noise
  /// is 5 % too large.
  func timeShift() throws {
    let digits = try Self.digits(500, deviation: 0.1)
    let far = Biased(digits, by: 1.05)
    let distance = distance(to: digits)
    let truth = digits.trueSamples(
      classes: Array(repeating: anyClass, count: 400), seed: 5, with: kernels)
    row("true samples", distance(truth), .told("0.37"))
    func ends(_ steps: Int, _ window: Int, _ knobs: [String: KnobValue], _ model: any Denoiser)
      throws
      -> Double
    { distance(try end(shifted(steps, window, knobs), on: model)) }

    for (steps, before) in [
      (5, ["2.21", "1.92", "1.52"]), (10, ["0.80", "0.64", "0.55"]), (20, ["0.61", "0.48"]),
    ] {
      let found = try [0, 30, 80].prefix(before.count).map { try ends(steps, $0, [:], far) }
      for (window, (distance, before)) in zip([0, 30, 80], zip(found, before)) {
        row("5 % off, \(steps) evaluations, window \(window)", distance, .told(before))
      }
      row(
        "5 % off, \(steps) evaluations, window 30 / none", found[1] / found[0], .atMost(0.9))
    }
    for (bias, before) in [(1.05, "-14"), (0.95, "13")] {
      let shift = try meanShift(Biased(digits, by: bias))
      row("mean shift, noise times \(bias)", shift, .told(before))
      row("its sign against the bias", shift * (1 - bias) > 0 ? 1 : 0, .atLeast(1))
    }
    let corrected: [String: KnobValue] = ["criterion": .word("corrected"), "cutoff": .integer(0)]
    for (steps, plain, before) in [(5, "1.10", "0.82"), (10, "0.496", "0.466")] {
      let found = (try ends(steps, 0, [:], digits), try ends(steps, 80, corrected, digits))
      row("exact, \(steps) evaluations, not shifted", found.0, .told(plain))
      row("exact, \(steps) evaluations, corrected", found.1, .told(before))
      row(
        "exact, \(steps) evaluations, corrected / not shifted", found.1 / found.0,
        .gain(before: Double(before)! / Double(plain)!))
    }
    for (window, before) in [(30, "0.513"), (80, "0.552")] {
      row(
        "exact, 10 evaluations, window \(window)", try ends(10, window, [:], digits), .told(before))
    }
  }

  private func shifted(_ steps: Int, _ window: Int, _ knobs: [String: KnobValue]) -> Plan {
    Plan(
      schedule: Choice("linear"), grid: Choice("trailing"), solver: Choice("euler"), steps: steps,
      seed: 1, batch: 400,
      reading: Choice("time-shift", knobs.merging(["window": .integer(window)]) { $1 }))
  }

  private func meanShift(_ model: any Denoiser) throws -> Double {
    var sampler = Sampler(try shifted(10, 30, [:]).job(model: model, with: kernels))
    var shifts: [Double] = []
    while let record = try sampler.next() {
      if let shift = record.reading?.shift, shift != 0 { shifts.append(shift) }
    }
    return mean(shifts)
  }

  /// The Fréchet distance to a mixture's own mean and covariance.
  private func distance(to model: GaussianMixture) -> ([Double]) -> Double {
    let width = model.shape.count
    guard let fit = GaussianFit(points: model.components.flatMap(\.mean), width: width) else {
      return { _ in .nan }
    }
    var covariance = fit.covariance
    let deviation = model.components[0].deviation
    for i in 0..<width { covariance[i, i] += deviation * deviation }
    let distance = FrechetDistance(to: GaussianFit(mean: fit.mean, covariance: covariance))
    return { GaussianFit(points: $0, width: width).map { distance(from: $0) } ?? .nan }
  }
}

/// A model whose noise prediction is too large, or too small.
private final class Biased: Denoiser {
  let prediction = Prediction.noise
  let classNames: [String] = []
  private let base: Recast
  private let factor: Double

  init(_ base: GaussianMixture, by factor: Double) {
    self.base = Recast(base, as: .noise)
    self.factor = factor
  }

  var shape: SampleShape { base.shape }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
    kernels.combine(into: output.mutableValues, [(factor, output.values)])
  }
}
