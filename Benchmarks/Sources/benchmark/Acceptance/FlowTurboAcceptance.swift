import Quickstep

extension Acceptance {
  /// The pseudo corrector of FlowTurbo beside Euler's and Heun's methods, evaluation for evaluation
  /// (Zhao et al. 2024).
  func flowTurbo() throws {
    for (solver, before) in [("flow-euler", "1.00"), ("flow-heun", "1.97")] {
      row(
        "\(solver), order on G8", try order(flow(solver, 320, batch: 64), on: Self.wide),
        .told(before))
    }
    row(
      "flow-turbo, order on G8", try order(flow("flow-turbo", 320, batch: 64), on: Self.wide),
      .atLeast(1.8))
    for (name, model, evaluations, before) in [
      ("G8", Self.wide, 8, ["0.077", "0.079", "0.034"]),
      ("G8", Self.wide, 10, ["0.062", "0.041", "0.024"]),
      ("G8", Self.wide, 20, ["0.032", "0.011", "0.0088"]),
      ("lopsided modes", Self.lopsided, 10, ["0.44", "0.25", "0.031"]),
    ] {
      let methods = [
        ("flow-euler", evaluations), ("flow-heun", evaluations / 2),
        ("flow-turbo", evaluations - 1),
      ]
      let errors = try methods.map { try error(flow($0.0, $0.1), on: model) }
      for ((solver, _), (error, before)) in zip(methods, zip(errors, before)) {
        row("\(solver), \(evaluations) evaluations, \(name)", error, .told(before))
      }
      guard evaluations < 20, model === Self.wide else { continue }
      row("flow-turbo / flow-heun, \(evaluations)", errors[2] / errors[1], .atMost(0.7))
      row("flow-turbo / flow-euler, \(evaluations)", errors[2] / errors[0], .atMost(0.5))
    }
  }

  private func flow(_ solver: String, _ steps: Int, batch: Int = 512) -> Plan {
    Plan(
      schedule: Choice("flow"), grid: Choice("uniform-t", ["end": .word("min")]),
      solver: Choice(solver), steps: steps, seed: 1, batch: batch)
  }
}
