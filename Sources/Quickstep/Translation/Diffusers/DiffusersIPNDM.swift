import Glibc

/// diffusers' `IPNDMScheduler`: Adams-Bashforth on the noise of a velocity model, along
/// sigma = sin²(pi u / 2) at equal steps of u, with alpha = sqrt(1 - sigma²).
enum DiffusersIPNDM: PeerScheduler {
  static let names = ["IPNDMScheduler"]
  static let options: [String: JSONValue] = ["num_train_timesteps": 1000, "trained_betas": nil]

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(schedule: CirclePath(), prediction: .velocity)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: [])
    try options.checkSteps(request.steps)
    guard !options.isSet("trained_betas") else {
      throw options.unsupported("trained_betas, which the class reads as sigmas of one run")
    }
    let levels = linearlySpaced(1, 0, count: request.steps + 1).map { u in
      let sigma = pow(sin(u * .pi / 2), 2)
      return CirclePath().level(t: asin(sigma) * 2 / .pi)
    }
    var grid = Grid(levels: levels)
    // At alpha = 0 the class divides by its least alpha, which leaves nothing of the data: it moves
    // to the next sigma and reads the state as being at the next level.
    grid.steps[0].to.alpha = 0
    return Translation(
      schedule: CirclePath(), grid: grid, solver: Choice("plms"), prediction: .velocity,
      startScale: 1)
  }
}

/// alpha = cos(pi t / 2), sigma = sin(pi t / 2): a quarter of a circle, as Salimans & Ho 2022 have
/// velocities.
struct CirclePath: Schedule {
  static let declaration = Declaration(
    "circle", title: "circle", summary: "alpha and sigma on a quarter of a circle",
    paper: "Salimans & Ho 2022, Progressive Distillation, section 4")

  init(_ knobs: KnobValues) {}
  init() {}

  var range: ClosedRange<Double> { 0...1 }

  func level(t: Double) -> NoiseLevel {
    NoiseLevel(t: t, alpha: t == 1 ? 0 : cos(t * .pi / 2), sigma: sin(t * .pi / 2))
  }

  func level(lambda: Double) -> NoiseLevel { level(t: atan(exp(-lambda)) * 2 / .pi) }

  func rate(t: Double) -> (alpha: Double, sigma: Double) {
    (-sin(t * .pi / 2) * .pi / 2, cos(t * .pi / 2) * .pi / 2)
  }

  func startScale(_ level: NoiseLevel) -> Double { 1 }
}
