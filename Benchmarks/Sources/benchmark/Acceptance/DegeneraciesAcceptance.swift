import Quickstep

extension Acceptance {
  /// What has no history and one evaluation is DDIM, by whatever name; and the unified framework
  /// contains the solvers that are encoded in it.
  func degeneracies() throws {
    for solver in [
      "deis:degree=0", "plms:order=1", "ghvb:order=1", "dpm++1s", "dpm-multistep:order=1",
      "usf:order=1", "dpm-v3:parametrisation=data,order=1,corrector=none",
      "dpm-v3:parametrisation=noise,order=1,corrector=none",
    ] {
      let limit = solver == "plms:order=1" ? 1e-12 : 1e-10
      row("\(solver) - DDIM", try apart(solver, "euler"), .atMost(limit))
    }
    for (unified, solver) in [
      ("usf:slope=midpoint", "dpm++2m"), ("usf:slope=midpoint,corrector=pseudo", "unipc"),
    ] {
      row("\(unified) - \(solver)", try apart(unified, solver), .atMost(1e-10))
    }
  }

  /// The largest distance of ends over a few grids.
  private func apart(_ a: String, _ b: String) throws -> Double {
    largest(
      try ["uniform-lambda", "uniform-t", "quadratic", "karras"].map { grid in
        func end(_ solver: String) throws -> [Double] {
          try self.end(plan(solver, grid, steps: 7, batch: 16), on: Self.wide)
        }
        return try distance(end(a), end(b), 2)
      })
  }
}
