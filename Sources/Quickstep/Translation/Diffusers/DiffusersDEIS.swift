/// diffusers' `DEISMultistepScheduler`: the polynomial through the last noise predictions in
/// log sigma/alpha, integrated exactly, which is the multistep method with all of the curvature.
enum DiffusersDEIS: PeerScheduler {
  static let names = ["DEISMultistepScheduler"]

  private enum Algorithm: String, CaseIterable {
    case deis
    // The peer takes these names and runs `deis`.
    case dpmsolver
    case dpmsolverPlusPlus = "dpmsolver++"
  }

  private enum SolverType: String, CaseIterable {
    case logrho
    // The peer takes these names and runs `logrho`.
    case midpoint, heun, bh1, bh2
  }

  static let options = DiffusersGrid.options(without: [
    "rescale_betas_zero_snr", "final_sigmas_type",
  ]).merging([
    "solver_order": 2, "algorithm_type": "deis", "solver_type": "logrho",
    "lower_order_final": true,
  ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersGrid(options).process(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: ["mu"])
    let levels = try DiffusersGrid(options)
    let grid = try DiffusersDPMSolverMultistep.grid(
      request, options, levels, among: placementChoices, rounding: [.karras],
      spacing: try options.word("timestep_spacing"), offset: try options.integer("steps_offset"))
    let _: Algorithm = try options.word("algorithm_type")
    let _: SolverType = try options.word("solver_type")
    let order = min(try options.integer("solver_order", in: 1...100), 3)
    let lowers = try options.flag("lower_order_final") && grid.steps.count < 15
    return Translation(
      schedule: levels.schedule, grid: grid,
      solver: Choice(
        "dpm-multistep",
        [
          "order": .integer(order), "form": .word("heun"), "curvature": .word("full"),
          "final": .word(lowers ? "lower" : "keep"),
        ]), clip: try options.clip(hasRange: false), prediction: try levels.prediction(options),
      startScale: 1)
  }
}
