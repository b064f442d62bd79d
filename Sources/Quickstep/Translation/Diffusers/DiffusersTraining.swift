extension PeerOptions {
  /// What a diffusers scheduler with a table says of its networks.
  func training(
    _ table: DiffusersTable, solver: Choice, clip: Choice = Choice("none"),
    time: PeerTraining.Time = .steps(scale: 1)
  ) throws(TranslationError) -> PeerTraining {
    let schedule = table.choice
    var words = words(solver, clip)
    words[.schedule] = schedules.text(schedule)
    // Time steps mean something on a schedule with a table alone.
    words[.grid] = gridRules.text(
      try grid(schedule.name == EDM.declaration.name ? Choice("karras") : nil))
    return PeerTraining(schedule: table.schedule, time: time, words: PlanDefaults(words))
  }

  /// What a diffusers scheduler on the straight path says of its networks.
  /// - Parameters:
  ///   - scale: what networks are told, over sigma.
  ///   - shift: that of the levels, which are then placed most like the scheduler does.
  func flowTraining(
    solver: Choice, clip: Choice = Choice("none"), scale: Double, shift: Double
  ) -> PeerTraining {
    var words = words(solver, clip)
    words[.schedule] = RectifiedFlow.declaration.name
    var grid = Choice(UniformT.declaration.name)
    if shift != 1 { grid.knobs[UniformT.shift.name] = .real(min(max(shift, 0.01), 100)) }
    words[.grid] = gridRules.text(grid)
    return PeerTraining(
      schedule: RectifiedFlow.standard, time: .steps(scale: scale), words: PlanDefaults(words))
  }

  private func words(_ solver: Choice, _ clip: Choice) -> [PlanKey: String] {
    [.solver: solvers.text(solver), .clip: clips.text(clip)]
  }

  /// The rule that places levels most like the scheduler does.
  /// - Parameter fallback: what to take where it would place time steps.
  private func grid(_ fallback: Choice?) throws(TranslationError) -> Choice {
    for (option, name) in [
      ("use_karras_sigmas", "karras"), ("use_exponential_sigmas", "exponential"),
      ("use_beta_sigmas", "beta"), ("use_lu_lambdas", "uniform-lambda"),
    ] where has(option) {
      if try flag(option) { return Choice(name) }
    }
    if let fallback { return fallback }
    let spacing: DiffusersSpacing = try word("timestep_spacing")
    let offset = try integer("steps_offset")
    return spacing == .leading && (1...10).contains(offset)
      ? Choice("leading", ["offset": .integer(offset)]) : Choice(spacing.rawValue)
  }
}
