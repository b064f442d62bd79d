/// What diffusers' `LCMScheduler` and `TCDScheduler` share: runs along a part of the time steps
/// that a network was distilled for.
struct DiffusersDistillation {
  /// Spacing and offset, and the level that lies beyond the table, are settings that both classes
  /// take and do not use.
  static let options =
    DiffusersTable.options.merging(diffusersTimeOptions) { $1 }.merging(diffusersClipOptions) { $1 }
    .merging([
      "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear",
      "original_inference_steps": 50, "clip_sample": false, "clip_sample_range": 1.0,
      "set_alpha_to_one": true, "prediction_type": "epsilon", "timestep_spacing": "leading",
      "timestep_scaling": 10.0, "rescale_betas_zero_snr": false,
    ]) { $1 }

  /// What the argument `original_inference_steps` of `set_timesteps` does.
  enum Override {
    /// It replaces the option.
    case replaces
    /// It allows every time step of the table.
    case allowsAll
  }

  let table: DiffusersTable
  /// Highest first.
  let times: [Int]
  /// Whether `strength` left out the first of listed time steps: the peer then takes its last step
  /// for one that another follows.
  let isCut: Bool

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable(rescaling: options).schedule,
      prediction: try options.prediction())
  }

  init(
    _ request: PeerRequest, _ options: PeerOptions, _ override: Override
  ) throws(TranslationError) {
    let arguments = try PeerOptions(
      of: "\(request.name).set_timesteps", request.timestepArguments,
      defaults: ["original_inference_steps": nil, "timesteps": nil, "strength": 1.0])
    table = try DiffusersTable(rescaling: options)
    let strength = try arguments.real("strength", in: 0...1)
    if let listed = try options.listedTimes(request, within: table.count) {
      times = Array(listed.suffix(Int(Double(listed.count) * strength)))
      isCut = times.count < listed.count
    } else {
      let trained = try Self.trainedTimes(arguments, options, override, strength, table.count)
      try options.checkSteps(request.steps, most: trained.count)
      let stride = Double(trained.count) / Double(request.steps)
      times = (0..<request.steps).map {
        trained[trained.count - 1 - Int((Double($0) * stride).rounded(.down))]
      }
      isCut = false
    }
    try options.check(times, within: table.count)
  }

  /// The time steps of the distillation, rising, as far as `strength` goes.
  private static func trainedTimes(
    _ arguments: PeerOptions, _ options: PeerOptions, _ override: Override, _ strength: Double,
    _ entries: Int
  ) throws(TranslationError) -> [Int] {
    let isGiven = arguments.isSet("original_inference_steps")
    let original = try (isGiven ? arguments : options).integer(
      "original_inference_steps", in: 1...entries)
    if isGiven, override == .allowsAll {
      // No more of them than the argument says.
      return Array(0..<Int(Double(entries) * strength))
    }
    let stride = entries / original
    return (0..<Int(Double(original) * strength)).map { ($0 + 1) * stride - 1 }
  }
}
