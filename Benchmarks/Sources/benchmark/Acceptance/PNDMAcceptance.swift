import Quickstep

extension Acceptance {
  /// Multistep weights in DDIM's step (Liu et al. 2022).
  func pndm() throws {
    for (grid, before) in [("quadratic", "1.98"), ("uniform-t", "1.5 to 1.9")] {
      row(
        "PLMS of order 4, order, \(grid)",
        try order(plan("plms", grid, steps: 320, batch: 128), on: Self.wide), .told(before))
    }
    func wideError(_ solver: String, _ grid: String, _ steps: Int) throws -> Double {
      try error(plan(solver, grid, steps: steps), on: Self.wide)
    }
    for (steps, before) in [(5, "0.066"), (8, "0.027"), (10, "0.0174"), (20, "0.0074")] {
      let plms = try wideError("plms:order=2", "quadratic", steps)
      row("PLMS of order 2, \(steps) evaluations", plms, .told(before))
      guard [8, 10].contains(steps) else { continue }
      row(
        "PLMS of order 2 / DDIM, \(steps) evaluations",
        try plms / wideError("euler", "quadratic", steps), .atMost(1.0 / 3))
    }
    for (steps, before) in [(8, "0.044"), (10, "0.028")] {
      row(
        "PLMS of order 4, \(steps) evaluations, lambda",
        try wideError("plms", "uniform-lambda", steps), .told(before))
    }
    row(
      "|S-PNDM / PLMS of order 2 - 1|, 10 steps",
      abs(
        try wideError("plms:order=2,warm-up=improved-euler", "quadratic", 10)
          / wideError("plms:order=2", "quadratic", 10) - 1), .atMost(0.02))
    let digits = try Self.digits(200, deviation: 0.15)
    for (steps, before) in [(10, 0.051 / 0.165), (20, 0.0034 / 0.123)] {
      func digitsError(_ solver: String) throws -> Double {
        try error(plan(solver, "quadratic", steps: steps, batch: 64), on: digits)
      }
      row(
        "PLMS of order 4 / DDIM, \(steps), digits of 8 x 8",
        try digitsError("plms") / digitsError("euler"), .gain(before: before))
    }
  }
}
