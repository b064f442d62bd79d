import Glibc

/// diffusers' `ScoreSdeVeScheduler` without its corrector: ancestral steps along equal factors of
/// sigma, for a network that gives the score (Song et al. 2021, equation 46).
enum DiffusersScoreSdeVe: PeerScheduler {
  static let names = ["ScoreSdeVeScheduler"]

  static let options: [String: JSONValue] = [
    "num_train_timesteps": 2000, "snr": 0.15, "sigma_min": 0.01, "sigma_max": 1348.0,
    "sampling_eps": 1e-5, "correct_steps": 1,
  ]

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try path(options), prediction: .noise, preconditioning: .score)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: [])
    try options.checkSteps(request.steps)
    guard try options.integer("correct_steps") == 0 else {
      throw options.unsupported(
        "correct_steps, whose Langevin steps depend on the norms of the whole batch")
    }
    let path = try path(options), steps = request.steps
    let eps = try options.real("sampling_eps", in: 1e-12...0.5)
    let sigmas = linearlySpaced(0, 1, count: steps).map(path.sigma)
    let grid = Grid(
      steps: linearlySpaced(1, eps, count: steps).map { t in
        let index = Int(t * Double(steps - 1) + 1e-9)
        // What a network is told is sigma at the time itself.
        let from = NoiseLevel(t: path.sigma(t), alpha: 1, sigma: sigmas[index])
        return Step(from: from, to: index > 0 ? NoiseLevel(sigma: sigmas[index - 1]) : path.clean)
      })
    return Translation(
      schedule: path, grid: grid, solver: Choice("ddpm", ["variance": .word("large")]),
      prediction: .noise, startScale: path.high)
  }

  private static func path(_ options: PeerOptions) throws(TranslationError) -> ExplodingPath {
    let (low, high) = try options.sigmaEnds()
    return ExplodingPath(low: low, high: high)
  }
}

/// alpha = 1, t = sigma, between two ends (Song et al. 2021, equation 30).
struct ExplodingPath: Schedule {
  static let declaration = Declaration(
    "exploding", title: "VE", summary: "variance exploding, equal factors of sigma",
    paper: "Song et al. 2021, Score-Based Generative Modeling through SDEs, equation 30")

  let low, high: Double

  init(_ knobs: KnobValues) { self.init(low: 0.01, high: 1348) }

  init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// sigma at a place from 0 (clean) to 1.
  func sigma(_ place: Double) -> Double { low * pow(high / low, place) }

  var range: ClosedRange<Double> { low...high }
  func level(t: Double) -> NoiseLevel { NoiseLevel(sigma: t) }
  func level(lambda: Double) -> NoiseLevel { NoiseLevel(sigma: exp(-lambda)) }
  func level(rho: Double) -> NoiseLevel { NoiseLevel(sigma: rho) }
  func rate(t: Double) -> (alpha: Double, sigma: Double) { (0, 1) }
  func startScale(_ level: NoiseLevel) -> Double { level.sigma }
}
