import Glibc

/// What the diffusers schedulers share whose state lives in variance exploding coordinates,
/// alpha = 1: the table read as sigma/alpha, and where the steps' sigmas lie in it.
struct DiffusersSigmaSpace {
  /// The options that all of these classes have.
  static let options = DiffusersTable.options.merging(diffusersTimeOptions) { $1 }

  /// The options that replace the sigmas of the time steps.
  static let placementOptions: [String: JSONValue] = [
    "use_karras_sigmas": false, "use_exponential_sigmas": false, "use_beta_sigmas": false,
  ]

  /// Of the whole table, rising.
  let rhos: [Double]
  private let spacing: DiffusersSpacing
  private let offset: Int

  init(_ table: DiffusersTable, _ options: PeerOptions) throws(TranslationError) {
    rhos = table.rhos
    spacing = try options.word("timestep_spacing")
    offset = try options.integer("steps_offset")
  }

  /// sigma of every time step, highest first.
  /// - Parameter times: time steps that were asked for by hand, nil for the class's spacing.
  func sigmas(steps: Int, times: [Double]? = nil) -> [Double] {
    let times =
      times ?? spacing.times(steps: steps, trained: rhos.count, offset: offset)
    return times.map { tableRho(atTime: min(max($0, 0), Double(rhos.count - 1)), in: rhos) }
  }

  /// The run along `sigmas`, its last one included.
  func translation(
    along sigmas: [Double], solver: Choice, clip: Choice = Choice("none"), prediction: Prediction
  ) throws(TranslationError) -> Translation {
    let highest = sigmas.max() ?? 0
    return Translation(
      schedule: EDM.standard, grid: Grid(levels: sigmas.map { NoiseLevel(sigma: $0) }),
      solver: solver, clip: clip, prediction: prediction,
      startScale: spacing == .leading ? hypot(highest, 1) : highest)
  }
}

extension EDM {
  /// With the published range.
  static let standard = EDM(KnobValues(declaration.knobs, [:]))
}

extension PeerOptions {
  /// `sigmas`, or what replaces them between the same ends.
  func replaced(
    _ sigmas: [Double], steps: Int, from high: Double? = nil, to low: Double? = nil
  ) throws(TranslationError) -> [Double] {
    let placements: [(DiffusersSigmas, String)] = [
      (.karras, "use_karras_sigmas"), (.exponential, "use_exponential_sigmas"),
      (.beta, "use_beta_sigmas"),
    ]
    var chosen: [DiffusersSigmas] = []
    for (placement, name) in placements where try flag(name) { chosen.append(placement) }
    guard chosen.count <= 1 else {
      throw unsupported("only one of the options use_…_sigmas can be set")
    }
    guard let placement = chosen.first else { return sigmas }
    return placement.sigmas(
      from: high ?? sigmas[0], to: low ?? sigmas[sigmas.count - 1], count: steps)
  }
}
