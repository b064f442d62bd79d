import Quickstep

extension Acceptance {
  /// Polynomials in t through noise predictions (Zhang & Chen 2023).
  func deis() throws {
    for (degree, least) in [0.9, 1.8, 2.6, 3.4].enumerated() {
      row(
        "degree \(degree), order on G8",
        try order(
          plan("deis:degree=\(degree)", "uniform-lambda", steps: 320, batch: 128), on: Self.wide),
        .atLeast(least))
    }
    func wideError(_ solver: String, _ grid: String, _ steps: Int) throws -> Double {
      try error(plan(solver, grid, steps: steps), on: Self.wide)
    }
    for (steps, before) in [
      (5, ["0.165", "0.079", "0.066", "0.067"]), (8, ["0.104", "0.045", "0.034", "0.031"]),
      (10, ["0.082", "0.030", "0.019", "0.016"]), (20, ["0.040", "0.0105", "0.0061", "0.0048"]),
    ] {
      for (degree, before) in before.enumerated() {
        row(
          "degree \(degree), \(steps) evaluations, quadratic",
          try wideError("deis:degree=\(degree)", "quadratic", steps), .told(before))
      }
    }
    for (steps, limit) in [(5, 0.5), (10, 0.25)] {
      row(
        "degree 3 / DDIM, \(steps) evaluations, quadratic",
        try wideError("deis", "quadratic", steps) / wideError("euler", "quadratic", steps),
        .atMost(limit))
    }
    row(
      "degree 3 / DDIM, 10 evaluations, equal steps of t",
      try wideError("deis", "uniform-t", 10) / wideError("euler", "uniform-t", 10),
      .gain(before: 0.265 / 0.147))
    let digits = try Self.digits(200, deviation: 0.15)
    func digitsError(_ solver: String) throws -> Double {
      try error(plan(solver, "quadratic", steps: 10, batch: 64), on: digits)
    }
    row(
      "degree 3 / DDIM, 10 evaluations, digits of 8 x 8",
      try digitsError("deis") / digitsError("euler"), .gain(before: 0.061 / 0.165))
  }
}
