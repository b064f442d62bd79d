import Quickstep

extension Acceptance {
  /// Multistep on the data prediction (Lu et al. 2022).
  func dpmSolverPP() throws {
    for (solver, before) in [
      ("dpm++2m:final=keep", "1.96"), ("dpm++3m:final=keep,curvature=full", "3.00"),
      ("dpm++3m:final=keep", "2.15"),
    ] {
      row(
        "\(solver), order",
        try order(plan(solver, "uniform-lambda", steps: 320, batch: 128), on: Self.wide),
        .told(before))
    }
    for (solver, grid, steps, before) in [
      ("dpm++2m:final=keep", "uniform-lambda", 8, ("0.191", "0.144")),
      ("dpm++2m:final=keep", "uniform-lambda", 10, ("0.149", "0.087")),
      ("dpm++2m:final=keep", "uniform-lambda", 20, ("0.0707", "0.0181")),
      ("dpm++2m", "quadratic", 20, ("0.0402", "0.0044")),
    ] {
      for (solver, before) in [("euler", before.0), (solver, before.1)] {
        row(
          "\(solver), \(steps) evaluations, \(grid)",
          try error(plan(solver, grid, steps: steps), on: Self.wide), .told(before))
      }
    }
    for (steps, before) in [
      (8, ["0.090", "0.142"]), (10, ["0.053", "0.108"]), (20, ["0.0129", "0.0169"]),
    ] {
      for (curvature, before) in zip(["half", "full"], before) {
        row(
          "3M, curvature \(curvature), \(steps) evaluations",
          try error(
            plan("dpm++3m:final=keep,curvature=\(curvature)", "uniform-lambda", steps: steps),
            on: Self.wide), .told(before))
      }
    }
    try stronglyGuidedDigits()
  }

  /// Digits of 8 x 8 towards a class with eight times the difference, in twelve evaluations. The
  /// largest number of a batch is one sample's: the middle one of three batches.
  private func stronglyGuidedDigits() throws {
    let digits = try Self.digits(200, deviation: 0.15)
    func job(_ solver: String, _ steps: Int, _ seed: UInt64) throws -> SamplingJob {
      var plan = try plan(solver, "uniform-lambda", steps: steps, batch: 40, seed: seed)
      plan.guidance = Choice("cfg", ["scale": .real(8)])
      plan.classes = .each
      return try plan.job(model: digits, with: kernels)
    }
    // The exact flow is too stiff to be followed; so many steps are as good here.
    let exact = try (1...3).map { try end(of: job("dpm++2m", 400, $0)) }
    row("exact, scale 8, largest |x|", middle(exact.map(largest)), .told("1.64"))
    let noise = "prediction=noise,final=keep"
    for (name, solver, bar, size, miss) in [
      ("DPM++ 2M", "dpm++2m", Bar.atMost(1.25), "1.60", "0.138"),
      ("DPM-Solver-2", "dpm-singlestep:order=2,\(noise)", .atLeast(3), "14.6", "3.04"),
      ("DPM-Solver-3", "dpm-singlestep:order=3,\(noise)", .atLeast(3), "32.1", "7.35"),
      ("PLMS of order 4", "plms", .told("4.5"), "7.4", "1.22"),
      ("DEIS of degree 3", "deis", .told("4.1"), "6.7", "0.69"),
    ] {
      let runs = try (1...3).map { try end(of: job(solver, 12, $0)) }
      row(
        "\(name), scale 8, largest |x| / exact",
        middle(zip(runs, exact).map { largest($0) / largest($1) }), bar)
      row("\(name), scale 8, largest |x|", middle(runs.map(largest)), .told(size))
      row(
        "\(name), scale 8, error of a number",
        middle(zip(runs, exact).map { rootMeanSquareDistance($0, $1) }), .told(miss))
    }
  }
}
