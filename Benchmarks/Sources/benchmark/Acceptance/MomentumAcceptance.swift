import Quickstep

extension Acceptance {
  /// Multistep with momentum (Wizadwongsa et al. 2024): how far samples fly with strong guidance
  /// towards one mode of G8, the middle one of five batches, and what momentum costs without it.
  func momentum() throws {
    for (scale, before) in [
      (
        12.0,
        [("4", "95"), ("3.8", "88"), ("3.5", "76"), ("3", "32"), ("2.5", "3.7"), ("2", "2.5")]
      ),
      (8, [("4", "57"), ("3.8", "23"), ("3.5", "7.2"), ("3", "4.3"), ("2.5", "2.7")]),
    ] {
      var maxima: [Double] = []
      for (order, before) in before {
        let runs = try guided("ghvb:order=\(order)", scale)
        maxima.append(middle(runs.map(\.size)))
        row("order \(order), scale \(brief(scale)), largest |x|", maxima.last!, .told(before))
      }
      let falls = zip(maxima, maxima.dropFirst()).prefix(4).count { $0 > $1 }
      guard scale == 12 else { continue }
      row("times that it falls from order 4 to 2.5", Double(falls), .atLeast(4))
      for (order, before) in [
        ("4", "33.0"), ("3.8", "27.7"), ("3.5", "20.7"), ("3", "8.8"), ("2.5", "0.35"),
        ("2", "0.37"),
      ] {
        row(
          "order \(order), scale 12, error",
          middle(try guided("ghvb:order=\(order)", scale).map(\.error)), .told(before))
      }
    }
    let gentle = try guided("ghvb:order=2.5", 12)
    row("order 2.5, scale 12, largest |x| / exact", middle(gentle.map(\.ratio)), .atMost(1.3))
    let heavy = try guided("ghvb:mode=heavy-ball,order=3.5,beta=0.5", 12)
    row("heavy ball 3.5, scale 12, largest |x|", middle(heavy.map(\.size)), .told("3.3"))
    row("heavy ball 3.5, scale 12, error", middle(heavy.map(\.error)), .told("0.29"))
    for (order, before) in [
      ("2", "0.0174"), ("1.8", "0.0207"), ("2.8", "0.0106"), ("3.8", "0.0193"), ("4", "0.0226"),
    ] {
      row(
        "order \(order), 10 evaluations without guidance",
        try error(plan("ghvb:order=\(order)", "quadratic", steps: 10), on: Self.wide),
        .told(before))
    }
  }

  private struct Flight {
    let size, ratio, error: Double
  }

  private func guided(_ solver: String, _ scale: Double) throws -> [Flight] {
    try (1...5).map { seed in
      var plan = try plan(solver, "uniform-t", steps: 8, seed: UInt64(seed))
      plan.guidance = Choice("cfg", ["scale": .real(scale)])
      plan.classes = .one("0")
      let job = try plan.job(model: Self.wide, with: kernels)
      let (own, exact) = (try end(of: job), try ends.end(of: job))
      return Flight(
        size: largest(own), ratio: largest(own) / largest(exact), error: distance(own, exact, 2))
    }
  }
}
