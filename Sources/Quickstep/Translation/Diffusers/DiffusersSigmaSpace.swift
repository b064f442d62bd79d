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
  private let table: DiffusersTable
  private let spacing: DiffusersSpacing
  private let offset: Int

  init(_ table: DiffusersTable, _ options: PeerOptions) throws(TranslationError) {
    rhos = table.rhos
    self.table = table
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

  /// The levels of sigmas with the time steps that networks are told: for the sigmas of the table
  /// those that they were placed by, which sigma is linear between.
  private func levels(_ sigmas: [Double], isReplaced: Bool) -> [NoiseLevel] {
    let schedule = ExplodingTable(rhos: rhos)
    guard !isReplaced else { return sigmas.map(schedule.level(rho:)) }
    return sigmas.map { sigma in
      sigma > 0
        ? NoiseLevel(t: linearTableTime(ofRho: sigma, in: rhos), alpha: 1, sigma: sigma)
        : schedule.clean
    }
  }

  /// - Throws: when the first two sigmas have one time step, both beyond the table's end: the peer
  ///   then starts at the second and runs over its end.
  func checkStart(_ sigmas: [Double], _ options: PeerOptions) throws(TranslationError) {
    try options.checkFirstIsUnique(
      sigmas.prefix { $0 > 0 }.map { tableTime(ofRho: $0, in: rhos) })
  }

  /// The run along `sigmas`, its last one included.
  func translation(
    along sigmas: [Double], _ options: PeerOptions, solver: Choice, clip: Choice = Choice("none"),
    prediction: Prediction
  ) throws(TranslationError) -> Translation {
    let highest = sigmas.max() ?? 0
    return Translation(
      schedule: ExplodingTable(rhos: rhos),
      grid: Grid(levels: levels(sigmas, isReplaced: try options.replacesSigmas)),
      solver: solver, clip: clip, prediction: prediction,
      startScale: spacing == .leading ? hypot(highest, 1) : highest,
      training: try options.training(table, solver: solver, clip: clip))
  }
}

extension EDM {
  /// With the published range.
  static let standard = EDM(KnobValues(declaration.knobs, [:]))
}

extension PeerOptions {
  /// Whether one of the placement options is on.
  fileprivate var replacesSigmas: Bool {
    get throws(TranslationError) {
      for name in DiffusersSigmaSpace.placementOptions.keys.sorted() where has(name) {
        if try flag(name) { return true }
      }
      return false
    }
  }

  /// `sigmas`, or what replaces them between the same ends.
  func replaced(
    _ sigmas: [Double], steps: Int, from high: Double? = nil, to low: Double? = nil
  ) throws(TranslationError) -> [Double] {
    let placement = try DiffusersGrid.sigmas(
      self,
      among: [
        ("use_karras_sigmas", .karras), ("use_exponential_sigmas", .exponential),
        ("use_beta_sigmas", .beta),
      ])
    guard placement != .table else { return sigmas }
    return placement.sigmas(
      from: high ?? sigmas[0], to: low ?? sigmas[sigmas.count - 1], count: steps)
  }
}
