extension Metric {
  /// Heusel et al. 2017, equation 6, with the features of a small classifier of digits in place of
  /// Inception's: the numbers are no FID and compare with each other only. The true Gaussian is
  /// that of the mixture of classes asked for. A fit to few samples is too narrow, which makes the
  /// distance larger: as large as the floor, for as many samples.
  static let digitDistance = Metric(
    name: "frechet-digits", symbol: "Fréchet digits", unit: "",
    summary: "Fréchet distance of 64 digit features to MNIST; large for few samples, as its floor",
    better: .lower, format: .significant,
    basis: .judged { made, reference in
      guard let fit = GaussianFit(points: made.features, width: made.width) else { return nil }
      let distance = reference(from: fit)
      return distance.isFinite ? max(0, distance) : nil
    })

  static let digitAgreement = Metric(
    name: "digit-agreement", symbol: "digits agree", unit: "%",
    summary: "share of samples that a digit classifier takes for the class asked for",
    better: .higher, format: .percent,
    basis: .judged { made, _ in
      let asked = zip(made.verdicts, made.asked).filter { $0.1 != nil }
      guard !asked.isEmpty else { return nil }
      return 100 * Double(asked.count { $0.0 == $0.1 }) / Double(asked.count)
    })
}
