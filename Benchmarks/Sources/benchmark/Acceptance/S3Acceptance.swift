import Quickstep

extension Acceptance {
  /// Solver schedules by evolution, with a predictor and without, on G8 (Liu et al. 2023): means
  /// over three seeds.
  func s3() throws {
    let runs: [(Int, String, (with: String, without: String, hand: String, ddim: String))] = [
      (4, "0.73", ("0.101", "0.077", "0.109", "0.201")),
      (5, "0.64", ("0.043", "0.043", "0.063", "0.164")),
      (8, "0.31", ("0.020", "0.0185", "0.0214", "0.104")),
    ]
    for (evaluations, tau, before) in runs {
      let with = try schedules("s3", evaluations)
      let without = try schedules("s3:predictor=none", evaluations)
      let name = "\(evaluations) evaluations"
      // The search answers with the better of the two.
      row(
        "found / best of 36 before, known noises, \(name)",
        largest(with.known + without.known), .told("1 at most"))
      row(
        "searched / best of 36 before, fresh noises, \(name)", mean(with.fresh),
        evaluations == 5
          ? .atMost(0.9) : .gain(before: Double(before.with)! / Double(before.hand)!))
      row(
        "the same without predictor, \(name)", mean(without.fresh),
        .gain(before: Double(before.without)! / Double(before.hand)!))
      row("searched, \(name)", mean(with.errors), .told(before.with))
      row("without predictor, \(name)", mean(without.errors), .told(before.without))
      row("best of 36 before, \(name)", mean(with.hand), .told(before.hand))
      row("DDIM, quadratic, \(name)", mean(with.ddim), .told(before.ddim))
      row(
        "Kendall's tau of the predictor, \(name)", mean(with.agreements),
        evaluations == 5 ? .atLeast(0.4) : .told(tau))
      row(
        "error with predictor / without, \(name)",
        mean(with.errors) / mean(without.errors),
        .gain(before: Double(before.with)! / Double(before.without)!))
    }
  }

  private struct Found {
    var known: [Double] = [], fresh: [Double] = [], errors: [Double] = [], hand: [Double] = []
    var ddim: [Double] = [], agreements: [Double] = []
  }

  private func schedules(_ method: String, _ evaluations: Int) throws -> Found {
    var found = Found()
    for seed in 1...3 {
      var plan = Plan(
        schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: Choice("dpm++2m"),
        steps: evaluations, seed: UInt64(seed), batch: 128)
      let search = try SearchedPlan(method, plan, on: Self.wide, fresh: 512, with: kernels)
      guard let best = search.context.best, let hand = search.context.bestHandMade else { continue }
      let unit = try search.spread(width: 2)
      (plan.grid, plan.solver) = (Choice("quadratic"), Choice("euler"))
      let (own, other) = (try search.error(), try search.error(of: hand.plan))
      found.known.append(best.error / hand.error)
      found.fresh.append(own / other)
      found.errors.append(unit * own)
      found.hand.append(unit * other)
      found.ddim.append(unit * (try search.error(of: plan)))
      found.agreements += search.agreements
    }
    return found
  }
}
