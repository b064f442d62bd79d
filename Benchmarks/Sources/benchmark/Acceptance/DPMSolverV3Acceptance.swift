import Quickstep

extension Acceptance {
  /// Multistep after the model's own statistics (Zheng et al. 2023).
  func dpmSolverV3() throws {
    let corrected = "dpm-v3:order=2,parametrisation=data"
    for (steps, before) in [
      (5, ["0.286", "0.065", "0.115", "0.018"]), (8, ["0.187", "0.063", "0.110", "0.019"]),
      (10, ["0.151", "0.053", "0.055", "0.018"]), (20, ["0.075", "0.014", "0.0026", "0.005"]),
    ] {
      let errors = try ["euler", "dpm++2m", corrected, "dpm-v3:order=2"].map {
        try error(plan($0, "uniform-lambda", steps: steps), on: Self.narrow)
      }
      for (name, (error, before)) in zip(
        ["DDIM", "DPM++ 2M", "data prediction, corrector", "v3, order 2, corrector"],
        zip(errors, before))
      {
        row("\(name), \(steps) evaluations, G8n", error, .told(before))
      }
      row(
        "v3 / DPM++ 2M, \(steps) evaluations, G8n", errors[3] / errors[1],
        steps == 20 ? .gain(before: 0.005 / 0.014) : .atMost(0.6))
    }
    for (name, model, grid, steps, before) in [
      ("three lopsided modes", Self.lopsided, "quadratic", 5, ["0.439", "0.128"]),
      ("G8", Self.wide, "uniform-lambda", 10, ["0.088", "0.081"]),
    ] {
      let errors = try ["dpm++2m", "dpm-v3:order=2"].map {
        try error(plan($0, grid, steps: steps), on: model)
      }
      row("DPM++ 2M, \(steps) evaluations, \(name)", errors[0], .told(before[0]))
      row("v3, \(steps) evaluations, \(name)", errors[1], .told(before[1]))
      row(
        "v3 / DPM++ 2M, \(steps) evaluations, \(name)", errors[1] / errors[0],
        .gain(before: Double(before[1])! / Double(before[0])!))
    }
    row(
      "data prediction, corrector, 10 evaluations, G8",
      try error(plan(corrected, "uniform-lambda", steps: 10), on: Self.wide), .told("0.035"))
  }
}
