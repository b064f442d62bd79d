extension ErrorLedger {
  /// What each cause contributes to a run of a plan, where the data are the Gaussian with the mean and
  /// the covariance of its model.
  /// - Parameters:
  ///   - shift: how much too large the means are that the model believes in, in every direction.
  ///   - factor: by what its deviations are too large, 0 or more.
  /// - Throws: `LedgerError`, `LinearityError`, or what the plan's words lack.
  public init(
    _ plan: Plan, model: any Denoiser, shift: Double = 0, factor: Double = 1, start: Start = .run
  ) throws {
    if plan.guidance.name != Plan().guidance.name { throw LedgerError.bends("guidance") }
    if plan.clip.name != Plan().clip.name { throw LedgerError.bends("clip") }
    if plan.reading.name != Plan().reading.name { throw LedgerError.bends("reading") }
    if plan.skip != Plan().skip { throw LedgerError.bends("skip") }
    if plan.tiles != Plan().tiles { throw LedgerError.bends("tiles") }
    if plan.start.name != Plan().start.name { throw LedgerError.starts }
    let classes = Set(try plan.classes(of: model))
    guard classes.count == 1, let wanted = classes.first,
      let data = GaussianLaw(matching: model, ofClass: wanted)
    else { throw LedgerError.noMoments(model: plan.model.name) }
    let components = try plan.components(model.sampler)
    var believed = data
    believed.mean = data.mean.map { $0 + shift }
    believed.deviation = data.deviation.map { $0 * factor }
    try self.init(
      data, believed: believed, solver: components.solver, schedule: components.schedule,
      grid: components.grid, start: start, scale: components.startScale)
  }
}

/// Why there is no ledger of a plan.
public enum LedgerError: Error, Hashable, Sendable {
  /// A word of the plan makes of Gaussians something else.
  case bends(String)
  /// The plan starts from something else than noise.
  case starts
  case noMoments(model: String)
}
