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

  /// All of these, with the betas of latent diffusion.
  static let latentOptions = options.merging(placementOptions) { $1 }.merging([
    "beta_start": 0.00085, "beta_end": 0.012, "prediction_type": "epsilon",
  ]) { $1 }

  /// Of the whole table, rising.
  let rhos: [Double]
  private let spacing: DiffusersSpacing
  private let offset: Int

  init(_ table: DiffusersTable, _ options: PeerOptions) throws(TranslationError) {
    rhos = table.rhos
    spacing = try options.word("timestep_spacing")
    offset = try options.integer("steps_offset")
  }

  /// Sigmas, highest first, and the time steps that a network is told at the first of them.
  struct Placement {
    var sigmas: [Double]
    var times: [Double]

    func ending(at sigma: Double) -> Placement {
      Placement(sigmas: sigmas + [sigma], times: times)
    }

    /// The first so many steps.
    func prefix(_ steps: Int) -> Placement {
      Placement(sigmas: Array(sigmas.prefix(steps + 1)), times: Array(times.prefix(steps)))
    }
  }

  /// - Parameter times: time steps that were asked for by hand, nil for the class's spacing.
  func placement(steps: Int, times: [Double]? = nil) -> Placement {
    let times = times ?? spacing.times(steps: steps, trained: rhos.count, offset: offset)
    return Placement(
      sigmas: times.map { tableRho(atTime: min(max($0, 0), Double(rhos.count - 1)), in: rhos) },
      times: times)
  }

  /// Sigmas that were asked for by hand, the end among them.
  func placement(of sigmas: [Double]) -> Placement {
    Placement(sigmas: sigmas, times: sigmas.dropLast().map { tableTime(ofRho: $0, in: rhos) })
  }

  /// The placement, or what an option puts in its place between the same ends.
  /// - Parameter rounding: the ways to place sigmas whose time steps are told as whole numbers.
  func replaced(
    _ placement: Placement, _ options: PeerOptions, from high: Double? = nil,
    to low: Double? = nil, rounding: Set<DiffusersSigmas> = []
  ) throws(TranslationError) -> Placement {
    let way = try DiffusersGrid.sigmas(options, among: placementChoices)
    guard way != .table else { return placement }
    let ends = placement.sigmas
    let sigmas = way.sigmas(
      from: high ?? ends[0], to: low ?? ends[ends.count - 1], count: placement.times.count)
    return Placement(
      sigmas: sigmas,
      times: sigmas.map { sigma in
        let t = tableTime(ofRho: sigma, in: rhos)
        return rounding.contains(way) ? t.rounded(.toNearestOrEven) : t
      })
  }

  /// The run along a placement, its last sigma included.
  func translation(
    along placement: Placement, _ options: PeerOptions, solver: Choice,
    clip: Choice = Choice("none"), prediction: Prediction
  ) throws(TranslationError) -> Translation {
    let schedule = ExplodingTable(rhos: rhos)
    let levels = zip(placement.sigmas, placement.times).map { sigma, t in
      NoiseLevel(t: t, alpha: 1, sigma: sigma)
    }
    let end = placement.sigmas[placement.sigmas.count - 1]
    let highest = placement.sigmas.max() ?? 0
    return Translation(
      schedule: schedule, grid: Grid(levels: levels + [schedule.level(rho: end)]),
      solver: solver, clip: clip, prediction: prediction,
      startScale: spacing == .leading ? hypot(highest, 1) : highest)
  }
}

/// The options that place sigmas between two ends, and how.
let placementChoices: [(option: String, sigmas: DiffusersSigmas)] = [
  ("use_karras_sigmas", .karras), ("use_exponential_sigmas", .exponential),
  ("use_beta_sigmas", .beta),
]

extension EDM {
  /// With the published range.
  static let standard = EDM(KnobValues(declaration.knobs, [:]))

  init(from low: Double, to high: Double) {
    self.init(
      KnobValues(Self.declaration.knobs, ["sigma-min": .real(low), "sigma-max": .real(high)]))
  }
}
