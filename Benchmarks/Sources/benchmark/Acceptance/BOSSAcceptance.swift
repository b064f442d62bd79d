import Quickstep

extension Acceptance {
  private static let fine = 120

  /// Steps with the least sum of squared local errors (Nguyen et al. 2024).
  func boss() throws {
    for steps in [1, 2, 3, 4, 5, 6, 8, 12] {
      row("path's cost - best of all, 12 knots, \(steps)", try besideAll(steps), .atMost(7e-18))
    }
    let digits = try Self.digits(200, deviation: 0.15)
    let far = Self.circle(radius: 6, deviation: 0.15)
    for (name, model, before) in [
      ("G8", Self.wide, [0.99, 0.86, 0.84, 0.89, 0.87]),
      ("tight", Self.tight, [0.43, 0.33, 0.31, 0.30, 0.30]),
      ("radius 6", far, [0.38, 0.30, 0.40, 0.44, 0.42]),
      ("digits of 8 x 8", digits, [0.96, 0.78, 0.62, 0.64, 0.60]),
    ] {
      for (steps, before) in zip([2, 4, 6, 8, 10], before) {
        let (search, ratio) = try programmed(steps, on: model)
        row(
          "cost / equal steps, \(name), \(steps)", ratio, .atMost(1, before: brief(before)))
        let isTight = model === Self.tight
        guard isTight || (model === Self.wide && steps == 4) else { continue }
        var even = search.context.plan
        even.steps = steps
        row(
          "end / equal steps, \(name), \(steps)",
          try search.error() / search.error(of: even),
          isTight ? .atMost(1 / 1.8) : .gain(before: 0.224 / 0.186))
      }
    }
  }

  private func plan(_ steps: Int, batch: Int) -> Plan {
    Plan(
      schedule: Choice("flow"), grid: Choice("uniform-t"), solver: Choice("flow-euler"),
      steps: steps, seed: 1, batch: batch)
  }

  /// The search, and its way's cost over that of equal steps.
  private func programmed(
    _ steps: Int, on model: GaussianMixture
  ) throws -> (search: SearchedPlan, ratio: Double) {
    let search = try SearchedPlan(
      "boss:fine=\(Self.fine)", plan(steps, batch: 100), on: model, fresh: 512, with: kernels)
    guard let picture = search.context.picture else { return (search, .nan) }
    let even = (0...steps).map { $0 * Self.fine / steps }
    return (search, picture.cost(picture.knots) / picture.cost(even))
  }

  /// The search's cost less the least of all subsets of 13 knots.
  private func besideAll(_ steps: Int) throws -> Double {
    let search = try SearchedPlan(
      "boss:fine=12", plan(steps, batch: 16), on: Self.wide, fresh: 2, with: kernels)
    guard let picture = search.context.picture else { return .nan }
    var least = Double.infinity
    for set in 0..<1 << 11 where set.nonzeroBitCount == steps - 1 {
      let inner = (1...11).filter { set >> ($0 - 1) & 1 == 1 }
      least = min(least, picture.cost([0] + inner + [12]))
    }
    return abs(picture.cost(picture.knots) - least)
  }
}

extension MatrixPicture {
  fileprivate var knots: [Int] { path.map(\.row) + path.suffix(1).map(\.column) }

  fileprivate func cost(_ knots: [Int]) -> Double {
    zip(knots, knots.dropFirst()).reduce(0) { $0 + rows[$1.0][$1.1] }
  }
}
