/// What the options of diffusers' classes can say of a plan.
enum DiffusersVocabulary {
  /// A kind of path, with the options that name it.
  struct Path {
    enum Kind { case table, exploding, flow }

    let kind: Kind
    let options: [String: JSONValue]
  }

  /// nil where no class has such a path.
  static func path(of schedule: Choice) -> Path? {
    guard let knobs = try? schedules.options.declaration(schedule.name).knobs else { return nil }
    let values = KnobValues(knobs, schedule.knobs)
    func table(_ name: String) -> Path {
      Path(
        kind: .table,
        options: [
          "beta_schedule": .string(name), "beta_start": .number(values.real("b0")),
          "beta_end": .number(values.real("b1")),
          "num_train_timesteps": .number(values.real("entries")),
        ])
    }
    switch schedule.name {
    case "linear": return table("linear")
    case "scaled-linear": return table("scaled_linear")
    case "cosine-table":
      return Path(
        kind: .table,
        options: [
          "beta_schedule": "squaredcos_cap_v2",
          "num_train_timesteps": .number(values.real("entries")),
        ])
    case "edm":
      return Path(
        kind: .exploding,
        options: [
          "sigma_min": .number(values.real("sigma-min")),
          "sigma_max": .number(values.real("sigma-max")),
        ])
    case "flow": return Path(kind: .flow, options: [:])
    default: return nil
    }
  }

  /// The plainest first.
  static func classes(on path: Path) -> [String] {
    switch path.kind {
    case .exploding: ["EDMEulerScheduler", "EDMDPMSolverMultistepScheduler"]
    case .flow: ["FlowMatchEulerDiscreteScheduler", "FlowMatchHeunDiscreteScheduler"]
    case .table:
      [
        "DDIMScheduler", "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler",
        "HeunDiscreteScheduler", "KDPM2DiscreteScheduler", "KDPM2AncestralDiscreteScheduler",
        "LMSDiscreteScheduler", "DPMSolverMultistepScheduler", "DPMSolverSinglestepScheduler",
        "UniPCMultistepScheduler", "DEISMultistepScheduler", "PNDMScheduler", "DDPMScheduler",
      ]
    }
  }

  /// The options that choose a class's formulas.
  static func methods(_ name: String) -> [[String: JSONValue]] {
    switch name {
    case "DPMSolverMultistepScheduler", "EDMDPMSolverMultistepScheduler":
      combined([
        ("algorithm_type", ["dpmsolver++", "sde-dpmsolver++"]), ("solver_order", [2, 1, 3]),
        ("solver_type", ["midpoint", "heun"]), ("lower_order_final", [true, false]),
      ])
    case "DPMSolverSinglestepScheduler":
      combined([
        ("solver_order", [2, 1, 3]), ("solver_type", ["midpoint", "heun"]),
        ("lower_order_final", [true, false]),
      ])
    case "UniPCMultistepScheduler":
      combined([
        ("solver_order", [2, 1, 3]), ("solver_type", ["bh2", "bh1"]),
        ("predict_x0", [true, false]), ("lower_order_final", [true, false]),
      ])
    case "DEISMultistepScheduler":
      combined([("solver_order", [2, 1, 3]), ("lower_order_final", [true, false])])
    case "PNDMScheduler": [["skip_prk_steps": true], [:]]
    case "DDPMScheduler": combined([("variance_type", ["fixed_small", "fixed_large"])])
    default: [[:]]
    }
  }

  /// The options that limit data predictions.
  static func clip(_ clip: Choice) -> [String: JSONValue] {
    guard clip.name == "range", case .real(let limit) = clip.knobs["limit"] ?? .real(1) else {
      return ["clip_sample": false]
    }
    return ["clip_sample": true, "clip_sample_range": .number(limit)]
  }

  /// The options that place levels, the plainest first.
  static let placements: [[String: JSONValue]] = {
    let spacings: [JSONValue] = ["linspace", "leading", "trailing"]
    let spaced = combined([("timestep_spacing", spacings), ("steps_offset", [0, 1])])
    let chosen: [[String: JSONValue]] = [
      "use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas", "use_lu_lambdas",
    ].map { [$0: true] }
    let plain = [[:], ["sigma_schedule": "exponential"]] + spaced + chosen
    let ends: [String: JSONValue] = ["final_sigmas_type": "sigma_min"]
    return plain + plain.map { $0.merging(ends) { $1 } }
  }()

  /// Every way to choose one value of each option.
  private static func combined(
    _ options: [(name: String, values: [JSONValue])]
  ) -> [[String: JSONValue]] {
    options.reduce([[:]]) { chosen, option in
      chosen.flatMap { before in
        option.values.map { before.merging([option.name: $0]) { $1 } }
      }
    }
  }
}
