import Quickstep

extension Acceptance {
  /// DEIS, DPM-Solver++, DPM-Solver-v3 and PNDM with few steps, and their orders.
  func multistep() throws {
    func wideError(_ solver: String, _ grid: String, _ steps: Int) throws -> Double {
      try error(plan(solver, grid, steps: steps), on: wide)
    }
    for (degree, least) in [0.9, 1.8, 2.6, 3.4].enumerated() {
      row(
        "DEIS of degree \(degree), order",
        try order(
          plan("deis:degree=\(degree)", "uniform-lambda", steps: 320, batch: 128), on: wide),
        .atLeast(least))
    }
    for (steps, limit) in [(5, 0.5), (10, 0.25)] {
      row(
        "DEIS / DDIM, \(steps) evaluations, quadratic",
        try wideError("deis", "quadratic", steps) / wideError("euler", "quadratic", steps),
        .atMost(limit))
    }
    row(
      "DEIS / DDIM, 10 evaluations, equal steps of t",
      try wideError("deis", "uniform-t", 10) / wideError("euler", "uniform-t", 10),
      .told(0.265 / 0.147))
    for (solver, before) in [
      ("dpm++2m:final=keep", 1.96), ("dpm++3m:final=keep,curvature=full", 3),
      ("dpm++3m:final=keep", 2.15),
    ] {
      row(
        "\(solver), order",
        try order(plan(solver, "uniform-lambda", steps: 320, batch: 128), on: wide), .told(before))
    }
    for (steps, before) in [(8, 0.144 / 0.191), (10, 0.087 / 0.149), (20, 0.0181 / 0.0707)] {
      row(
        "DPM++ 2M / DDIM, \(steps) evaluations",
        try wideError("dpm++2m:final=keep", "uniform-lambda", steps)
          / wideError("euler", "uniform-lambda", steps), .told(before))
    }
    for steps in [5, 8, 10] {
      func narrowError(_ solver: String) throws -> Double {
        try error(plan(solver, "uniform-lambda", steps: steps), on: narrow)
      }
      row(
        "DPM-Solver-v3 / DPM++ 2M, \(steps) evaluations, G8n",
        try narrowError("dpm-v3:order=2") / narrowError("dpm++2m"), .atMost(0.6))
    }
    for steps in [8, 10] {
      row(
        "PLMS of order 2 / DDIM, \(steps) evaluations",
        try wideError("plms:order=2", "quadratic", steps) / wideError("euler", "quadratic", steps),
        .atMost(1.0 / 3))
    }
  }

  /// How far samples fly with strong guidance towards one mode, as the order of the momentum grows;
  /// the middle one of five batches.
  func guided() throws {
    func largest(_ order: String, _ seed: Int) throws -> (solver: Double, exact: Double) {
      var plan = try plan("ghvb:order=\(order)", "uniform-t", steps: 8)
      plan.seed = UInt64(seed)
      plan.guidance = Choice("cfg", ["scale": .real(12)])
      plan.classes = .one("0")
      let job = try plan.job(model: wide, with: kernels)
      func largest(_ values: [Double]) -> Double { values.map(abs).max() ?? 0 }
      return (
        largest(try end(of: job)), largest(try ExactPath.end(of: job, from: Sampler(job).state))
      )
    }
    for (order, before) in [("4", 95.0), ("3.8", 88), ("3.5", 76), ("3", 32)] {
      row(
        "GHVB \(order), scale 12, largest |x|",
        middle(try (1...5).map { try largest(order, $0).solver }), .told(before))
    }
    row(
      "GHVB 2.5, scale 12, largest |x| / exact",
      middle(
        try (1...5).map {
          let (solver, exact) = try largest("2.5", $0)
          return solver / exact
        }), .atMost(1.3))
  }

  /// The pseudo corrector of FlowTurbo beside Heun's and Euler's methods, evaluation for evaluation.
  func flows() throws {
    func flowError(_ solver: String, _ steps: Int) throws -> Double {
      let plan = Plan(
        schedule: Choice("flow"), grid: Choice("uniform-t", ["end": .word("min")]),
        solver: Choice(solver), steps: steps, seed: 1, batch: 512)
      return try error(plan, on: wide)
    }
    for evaluations in [8, 10] {
      let turbo = try flowError("flow-turbo", evaluations - 1)
      row(
        "FlowTurbo / Heun, \(evaluations) evaluations",
        try turbo / flowError("flow-heun", evaluations / 2), .atMost(0.7))
      row(
        "FlowTurbo / Euler, \(evaluations) evaluations",
        try turbo / flowError("flow-euler", evaluations), .atMost(0.5))
    }
  }
}
