import Glibc

/// diffusers' `FlowMatchEulerDiscreteScheduler`.
enum DiffusersFlowMatchEulerDiscrete: PeerScheduler {
  static let names = ["FlowMatchEulerDiscreteScheduler"]

  private enum TimeShift: String, CaseIterable { case exponential, linear }

  static let options: [String: JSONValue] = [
    "num_train_timesteps": 1000, "shift": 1, "use_dynamic_shifting": false, "base_shift": 0.5,
    "max_shift": 1.15, "base_image_seq_len": 256, "max_image_seq_len": 4096,
    "invert_sigmas": false, "shift_terminal": nil, "time_shift_type": "exponential",
    "stochastic_sampling": false,
  ].merging(DiffusersSigmaSpace.placementOptions) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try .flow(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    let arguments = try PeerOptions(
      of: request.name, request.stepArguments,
      // All but the last are taken and ignored by the peer.
      defaults: [
        "s_churn": 0, "s_tmin": 0, "s_tmax": nil, "s_noise": 1, "per_token_timesteps": nil,
      ]
    )
    guard !arguments.isSet("per_token_timesteps") else {
      throw options.unsupported("a level for each token")
    }
    let entries = try options.flowEntries()
    var sigmas = try placed(request, options, entries: entries)
    // With inverted sigmas data lies at sigma = 1, in the peer's book-keeping.
    sigmas = try options.flag("invert_sigmas") ? sigmas.map { 1 - $0 } + [1] : sigmas + [0]
    let solver = try options.flag("stochastic_sampling") ? Choice("renoise") : Choice("euler")
    return Translation(
      schedule: RectifiedFlow.standard,
      grid: Grid(levels: sigmas.map(RectifiedFlow.standard.level(t:))),
      solver: solver, prediction: .flow, startScale: 1, networkTime: { $0.t * entries })
  }

  private static func placed(
    _ request: PeerRequest, _ options: PeerOptions, entries: Double
  ) throws(TranslationError) -> [Double] {
    let arguments = try PeerOptions(
      of: request.name, request.timestepArguments,
      defaults: ["mu": nil, "sigmas": nil, "timesteps": nil])
    let shift = try options.real("shift", in: 1e-9...1e9)
    let dynamic = try options.flag("use_dynamic_shifting")

    let given = try arguments.optionalReals("sigmas")
    let times = try arguments.optionalReals("timesteps")
    let steps = given?.count ?? times?.count ?? request.steps
    try options.checkSteps(steps)
    // The ends are shifted when the table is made, and once more below with all the others.
    let smallest = dynamic ? 1 / entries : shifted(1 / entries, by: shift)
    var sigmas =
      given ?? times?.map { $0 / entries } ?? linearlySpaced(1, smallest, count: steps)
    if dynamic {
      guard let mu = try arguments.optionalReal("mu") else {
        throw options.unsupported("use_dynamic_shifting needs mu in the time step arguments")
      }
      let strength =
        switch try options.word("time_shift_type", as: TimeShift.self) {
        case .exponential: exp(mu)
        case .linear: mu
        }
      sigmas = sigmas.map { strength / (strength + (1 / $0 - 1)) }
    } else {
      sigmas = sigmas.map { shifted($0, by: shift) }
    }
    if let terminal = try options.optionalReal("shift_terminal", in: 0...0.999), terminal != 0 {
      sigmas = try stretched(sigmas, to: terminal, options)
    }
    let way = try DiffusersGrid.sigmas(options, among: placementChoices)
    return way == .table
      ? sigmas : way.sigmas(from: sigmas[0], to: sigmas[sigmas.count - 1], count: steps)
  }

  /// Scales 1 - sigma so that the last sigma becomes `terminal`.
  private static func stretched(
    _ sigmas: [Double], to terminal: Double, _ options: PeerOptions
  ) throws(TranslationError) -> [Double] {
    let factor = (1 - sigmas[sigmas.count - 1]) / (1 - terminal)
    guard factor > 0 else { throw options.unsupported("shift_terminal needs two steps or more") }
    return sigmas.map { 1 - (1 - $0) / factor }
  }
}

extension RectifiedFlow {
  /// With the published range.
  static let standard = RectifiedFlow(KnobValues(declaration.knobs, [:]))
}

extension PeerOptions {
  /// What sigma of the straight path is multiplied by to be told to a network.
  func flowEntries() throws(TranslationError) -> Double {
    Double(try integer("num_train_timesteps", in: 1...1_000_000))
  }
}

extension PeerProcess {
  /// What the classes on the straight path say of their networks.
  static func flow(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: RectifiedFlow.standard, prediction: .flow,
      time: .steps(scale: try options.flowEntries()))
  }
}
