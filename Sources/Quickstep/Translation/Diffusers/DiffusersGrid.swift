import Glibc

/// The noise levels of the diffusers schedulers that keep a list of sigmas for variance preserving
/// or rectified flow models (`DPMSolverMultistepScheduler`, `UniPCMultistepScheduler`).
struct DiffusersGrid {
  enum Last: String, CaseIterable {
    case zero
    case minimum = "sigma_min"
  }

  /// The options that make the levels, with the defaults both classes share.
  static let options =
    DiffusersTable.options.merging(diffusersTimeOptions) { $1 }.merging([
      "rescale_betas_zero_snr": false, "use_karras_sigmas": false,
      "use_exponential_sigmas": false, "use_beta_sigmas": false, "use_flow_sigmas": false,
      "flow_shift": 1.0, "final_sigmas_type": "zero", "use_dynamic_shifting": false,
      "time_shift_type": "exponential", "prediction_type": "epsilon",
    ]) { $1 }

  /// These and the limits, of a class that lacks some of them.
  static func options(without foreign: Set<String>) -> [String: JSONValue] {
    options.merging(diffusersClipOptions) { $1 }.filter { !foreign.contains($0.key) }
  }

  let table: DiffusersTable
  /// Whether the sigmas are those of rectified flow; else they are sigma / alpha.
  let isFlow: Bool
  let last: Last

  init(_ options: PeerOptions) throws(TranslationError) {
    table = try .withZeroSNR(options)
    isFlow = try options.flag("use_flow_sigmas")
    // The classes without the choice end at the least sigma.
    let option = "final_sigmas_type"
    last = options.has(option) ? try options.word(option) : .minimum
  }

  /// The one way of placing sigmas that is switched on.
  /// - Parameter choices: by option, in the order in which the class asks.
  static func sigmas(
    _ options: PeerOptions, among choices: [(option: String, sigmas: DiffusersSigmas)]
  ) throws(TranslationError) -> DiffusersSigmas {
    var chosen: [(option: String, sigmas: DiffusersSigmas)] = []
    for choice in choices where try options.flag(choice.option) { chosen.append(choice) }
    guard chosen.count <= 1 else {
      throw options.unsupported(
        "\(chosen.map(\.option).joined(separator: " and ")) exclude each other")
    }
    return chosen.first?.sigmas ?? .table
  }

  /// What the model is asked for; which kinds make sense depends on the path.
  func prediction(_ options: PeerOptions) throws(TranslationError) -> Prediction {
    try options.prediction(among: isFlow ? [.noise, .data, .flow] : [.noise, .data, .velocity])
  }

  /// What the scheduler says of its networks. On the straight path the levels' t is what networks
  /// are told already; the schedule's own t lies between 0 and 1.
  func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: schedule, prediction: try prediction(options),
      time: .steps(scale: isFlow ? Double(table.count) : 1))
  }

  /// The levels of the sigmas, which go on to `end`.
  func grid(_ sigmas: [Double], to end: Double, times: [Double]) -> Grid {
    Grid(
      levels: zip(sigmas + [end], times + [isFlow ? 0 : -1]).map { sigma, t in
        isFlow
          ? NoiseLevel(t: t, alpha: 1 - sigma, sigma: sigma)
          : variancePreserving(rho: sigma, t: t)
      })
  }

  /// The schedule that the levels lie on.
  var schedule: any Schedule {
    isFlow ? RectifiedFlow(KnobValues(RectifiedFlow.declaration.knobs, [:])) : table.schedule
  }

  /// The time steps that a table shows for sigmas, cut to whole numbers.
  /// - Throws: when the first is shown twice: the peer then starts at the second.
  func shownTimes(
    _ rhos: [Double], of sigmas: DiffusersSigmas, rounded: Bool, _ options: PeerOptions
  ) throws(TranslationError) -> [Double] {
    let tableRhos = table.rhos
    let last = Double(table.count - 1)
    let times = rhos.map { rho in
      let t = tableTime(ofRho: rho, in: tableRhos)
      if rounded { return t.rounded(.toNearestOrEven) }
      return abs(t - last) < 1e-6
        ? (table.findsItsLast(placing: sigmas) ? last : last - 1) : t.rounded(.towardZero)
    }
    try options.checkFirstIsUnique(times)
    return times
  }
}

extension PeerOptions {
  /// - Throws: when the first time step is shown twice: the peer then starts at the second and runs
  ///   over its end.
  func checkFirstIsUnique(_ times: [Double]) throws(TranslationError) {
    guard times.dropFirst().allSatisfy({ $0 != times[0] }) else {
      throw unsupported("two steps share the first time step; use fewer steps")
    }
  }

  /// Refuses arguments of the peer's calls other than the listed ones.
  func checkArguments(
    _ request: PeerRequest, step: [String], timesteps: [String]
  ) throws(TranslationError) {
    for (call, given, known) in [
      ("step", request.stepArguments, step),
      ("set_timesteps", request.timestepArguments, timesteps),
    ] {
      _ = try PeerOptions(
        of: "\(sampler).\(call)", given,
        defaults: Dictionary(known.map { ($0, JSONValue.null) }) { $1 })
    }
  }

  /// Time steps handed to `set_timesteps`, highest first; nil where there are none.
  func listedTimes(
    _ request: PeerRequest, within trained: Int
  ) throws(TranslationError) -> [Int]? {
    guard let list = request.timestepArguments["timesteps"], !list.isNull else { return nil }
    let times = try PeerOptions(
      of: "\(sampler).set_timesteps", ["timesteps": list], defaults: ["timesteps": nil]
    ).integers("timesteps")
    try check(times, within: trained)
    guard zip(times, times.dropFirst()).allSatisfy({ $0 > $1 }) else {
      throw unsupported("the listed time steps must fall")
    }
    return times
  }

  /// The argument `mu` of `set_timesteps`.
  func mu(_ request: PeerRequest) throws(TranslationError) -> Double? {
    try PeerOptions(
      of: "\(sampler).set_timesteps", ["mu": request.timestepArguments["mu"] ?? nil],
      defaults: ["mu": nil]
    ).optionalReal("mu", in: -100...100)
  }
}
