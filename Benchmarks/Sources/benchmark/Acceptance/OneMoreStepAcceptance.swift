import Quickstep

extension Acceptance {
  private static let brightness = [0.2, 0.6, 1.0]

  /// A mean in the noise of a schedule that does not begin with pure noise (Hu et al. 2024): 64
  /// numbers of one of three levels of brightness.
  func oneMoreStep() throws {
    let model = Self.even(Self.brightness)
    let without = try means("noise", of: model), with = try means("one-more-step", of: model)
    row("mean brightness without", mean(without), .told("0.500"))
    row("mean brightness with", mean(with), .told("0.600"))
    row("its error without", abs(mean(without) - 0.6), .atLeast(0.07))
    row("its error with", abs(mean(with) - 0.6), .atMost(0.01))
    let before = [["0.457", "0.333", "0.210"], ["0.327", "0.344", "0.329"]]
    for (name, (means, before)) in zip(["without", "with"], zip([without, with], before)) {
      let shares = shares(means)
      for (k, before) in before.enumerated() {
        row("share of brightness \(Self.brightness[k]) \(name)", shares[k], .told(before))
      }
      guard name == "with" else { continue }
      row("largest error of a share", largest(shares.map { $0 - 1 / 3.0 }), .atMost(0.03))
    }
    let two = Self.even([-0.8, 0.8])
    for (start, before) in [("noise", "0.7955"), ("one-more-step", "0.7999")] {
      row(
        "brightness of one class, \(start)", mean(try means(start, of: two, ofClass: "1")),
        .told(before))
    }
  }

  /// Samples of 64 equal numbers, each brightness a class.
  private static func even(_ brightness: [Double]) -> GaussianMixture {
    GaussianMixture(
      components: brightness.enumerated().map { k, value in
        .init(
          weight: 1 / Double(brightness.count), mean: Array(repeating: value, count: 64),
          deviation: 0.1, classIndex: k)
      }, classNames: brightness.indices.map { "\($0)" })
  }

  /// Of every sample the mean of its numbers.
  private func means(
    _ start: String, of model: GaussianMixture, ofClass wanted: String? = nil
  ) throws -> [Double] {
    var plan = Plan(
      schedule: Choice("scaled-linear"), grid: Choice("linspace"), solver: Choice("euler"),
      steps: 25, batch: 4000, start: Choice(start))
    if let wanted { plan.classes = .one(wanted) }
    let samples = try end(plan, on: model)
    return stride(from: 0, to: samples.count, by: 64).map { mean(Array(samples[$0..<$0 + 64])) }
  }

  private func shares(_ means: [Double]) -> [Double] {
    let nearest = means.map { mean in
      Self.brightness.indices.min {
        abs(mean - Self.brightness[$0]) < abs(mean - Self.brightness[$1])
      }
    }
    return Self.brightness.indices.map { k in
      Double(nearest.count { $0 == k }) / Double(means.count)
    }
  }
}
