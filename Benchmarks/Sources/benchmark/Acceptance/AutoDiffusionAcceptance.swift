import Quickstep

extension Acceptance {
  /// Sets of levels by evolution, for DDIM on G8 (Li et al. 2023).
  func autoDiffusion() throws {
    for (steps, before) in [
      (4, ("0.121", "0.544", "0.257")), (6, ("0.095", "0.302", "0.165")),
      (10, ("0.061", "0.151", "0.087")),
    ] {
      var plan = levels(steps, batch: 200)
      let search = try SearchedPlan("evolution", plan, on: Self.wide, fresh: 800, with: kernels)
      let unit = try search.spread(width: 2)
      let found = try search.error(), even = try search.error(of: plan)
      plan.grid = Choice("quadratic")
      row("searched, \(steps) evaluations", unit * found, .told(before.0))
      row("equal steps of t, \(steps) evaluations", unit * even, .told(before.1))
      row(
        "quadratic, \(steps) evaluations", unit * (try search.error(of: plan)),
        .told(before.2))
      row(
        "searched / equal steps, \(steps) evaluations", found / even,
        steps == 10 ? .gain(before: 0.061 / 0.151) : .atMost(0.5))
    }
    row("3 of 12 levels, searched / best of all 220", try besideAll(), .atMost(1))
  }

  private func levels(_ steps: Int, batch: Int) -> Plan {
    Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: Choice("euler"),
      steps: steps, seed: 3, batch: batch)
  }

  private func besideAll() throws -> Double {
    let plan = levels(3, batch: 16)
    let search = try SearchedPlan(
      "evolution:fine=12,generations=12", plan, on: Self.wide, fresh: 16, with: kernels)
    let all = SearchContext(
      plan, bench: try SearchBench(plan, model: Self.wide, with: kernels))
    let levels = try all.levels(steps: 12)
    for a in 0..<12 {
      for b in (a + 1)..<12 {
        for c in b + 1..<12 { try all.error(along: [a, b, c, 12].map { levels[$0] }) }
      }
    }
    guard let found = search.context.best, let best = all.best else { return .nan }
    return found.error / best.error
  }
}
