import Quickstep

extension Acceptance {
  /// Searched plans beside hand-made grids, on noises that the search has not seen.
  func searched() throws {
    for steps in [4, 6] {
      let even = Plan(
        schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: Choice("euler"),
        steps: steps, seed: 3, batch: 200)
      row(
        "evolution / equal steps of t, \(steps) evaluations",
        try freshRatio(of: "evolution", from: even, to: [even.grid], on: wide, fresh: 800),
        .atMost(0.5))
    }
    for steps in [2, 4, 6, 8, 10] {
      let even = Plan(
        schedule: Choice("flow"), grid: Choice("uniform-t"), solver: Choice("flow-euler"),
        steps: steps, seed: 1, batch: 128)
      row(
        "BOSS / equal steps, \(steps) evaluations, tight circle",
        try freshRatio(of: "boss", from: even, to: [even.grid], on: tight, fresh: 512),
        .atMost(1 / 1.5))
    }
  }

  /// The error of what a search finds over that of the best of some grids.
  func freshRatio(
    of method: String, from plan: Plan, to grids: [Choice], on model: any Denoiser, fresh: Int
  ) throws -> Double {
    let context = SearchContext(
      plan, bench: try SearchBench(plan, model: model, with: kernels))
    var search = try searches.make(searches.choice(method))
    while try search.step(context) {}
    guard let best = context.best else { return .nan }
    var other = plan
    other.seed = plan.seed + 1
    other.batch = fresh
    let bench = try SearchBench(other, model: model, with: kernels)
    func error(_ found: Plan) throws -> Double {
      var found = found
      found.batch = fresh
      return try bench.trial(found).error
    }
    let byHand = try grids.map { grid in
      var plan = plan
      plan.grid = grid
      return try error(plan)
    }
    return try error(best.plan) / (byHand.min() ?? .nan)
  }
}
