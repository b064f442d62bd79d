import Glibc
import Tensors

extension Metric {
  static let modeCoverage = Metric(
    name: "mode-coverage", symbol: "modes found", unit: "%",
    summary: "share of the modes that have a sample", better: .higher, format: .percent,
    basis: .exact { made, _ in
      guard let mixture = made.model as? GaussianMixture, mixture.meaning == .modes else {
        return nil
      }
      let wanted = Set(made.askedClasses.flatMap { Array(mixture.components(ofClass: $0)) })
      guard wanted.count > 1 else { return nil }
      var isFound = mixture.components.map { _ in false }
      for case let mode? in made.modes ?? [] { isFound[mode] = true }
      return 100 * Double(isFound.count { $0 }) / Double(wanted.count)
    })

  static let outOfSupport = Metric(
    name: "out-of-support", symbol: "astray", unit: "%",
    summary: "share of samples farther than 4 s (in the plane) from every mode of their class",
    better: .lower, format: .percent,
    basis: .exact { made, _ in
      guard let found = made.modes else { return nil }
      return 100 * Double(found.count { $0 == nil }) / Double(found.count)
    })
}

extension Metric {
  /// For each sample the mode of its class that is nearest in units of s; `nil` where it is outside
  /// every mode.
  static func modes(of made: MetricSamples, in mixture: GaussianMixture) -> [Int?] {
    let radius = modeRadius(dimensions: made.rows.width), width = made.rows.width
    let means = AlignedBuffer(mixture.components.flatMap(\.mean))
    let deviations = mixture.components.map(\.deviation)
    return made.classes.enumerated().map { index, wanted in
      let sample = made.rows[index]
      var nearest: (mode: Int, distance: Double)?
      for mode in mixture.components(ofClass: wanted) {
        let mean = means.start + mode * width
        var sum = 0.0
        for i in 0..<width { sum += (sample[i] - mean[i]) * (sample[i] - mean[i]) }
        let distance = sum.squareRoot() / deviations[mode]
        if distance < nearest?.distance ?? radius { nearest = (mode, distance) }
      }
      return nearest?.mode
    }
  }
}

/// The radius, in units of s, around a mode outside of which e^-8 (0.03 %) of its samples lie: 4 in
/// the plane, more in more dimensions.
package func modeRadius(dimensions: Int) -> Double {
  var low = 0.0, high = sqrt(Double(dimensions)) + 8
  while high - low > 1e-12 * high {
    let middle = (low + high) / 2
    if massOutside(middle, dimensions: dimensions) > exp(-8) { low = middle } else { high = middle }
  }
  return high
}

/// The share of a standard normal in d dimensions outside the radius r: Q(d + 2) = Q(d) +
/// (r²/2)^(d/2) e^(-r²/2) / Gamma(d/2 + 1), from Q(1) = erfc(r / sqrt 2) or Q(2) = e^(-r²/2).
private func massOutside(_ r: Double, dimensions: Int) -> Double {
  let half = r * r / 2
  guard half > 0 else { return 1 }
  var mass = dimensions % 2 == 0 ? exp(-half) : erfc(r / 2.0.squareRoot())
  for d in stride(from: dimensions % 2 == 0 ? 2 : 1, to: dimensions, by: 2) {
    mass += exp(Double(d) / 2 * log(half) - half - lgamma(Double(d) / 2 + 1))
  }
  return mass
}
