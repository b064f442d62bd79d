import Quickstep

extension Acceptance {
  /// Levels and weights that are learned (Tong et al. 2024, LD3; Frankel et al. 2025, S4S), beside
  /// the best grid without a search: 5 evaluations on G8n, fresh noises.
  func learned() throws {
    for (method, solver, limit) in [
      ("ld3", "dpm++2m", 0.2), ("ld3", "unipc:order=3", 0.25), ("s4s", "dpm++2m", 0.1),
      ("s4s:match=end", "dpm++2m", 0.1), ("s4s:past=1", "dpm++2m", 0.25), ("s4s", "euler", 0.05),
    ] {
      let plan = Plan(
        schedule: Choice("edm"), grid: Choice("karras"), solver: try solvers.choice(solver),
        steps: 5, seed: 1, batch: 128)
      let search = try SearchedPlan(method, plan, on: Self.narrow, fresh: 512, with: kernels)
      while try search.context.compareHandMade() {}
      guard let hand = search.context.bestHandMade else { continue }
      row(
        "\(method) for \(solver) / best grid",
        try search.error() / search.error(of: hand.plan), .atMost(limit))
    }
  }
}
