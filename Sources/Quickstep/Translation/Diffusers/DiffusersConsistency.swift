import Glibc

/// diffusers' `CMStochasticIterativeScheduler`: a consistency model, asked once or again after fresh
/// noise.
enum DiffusersConsistency: PeerScheduler {
  static let names = ["CMStochasticIterativeScheduler"]

  static let options: [String: JSONValue] = [
    "num_train_timesteps": 40, "sigma_min": 0.002, "sigma_max": 80.0, "sigma_data": 0.5,
    "s_noise": 1.0, "rho": 7.0, "clip_denoised": true,
  ]

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    let (low, high) = try options.sigmaEnds()
    return PeerProcess(
      schedule: EDM(from: low, to: high), prediction: .data, time: .logSigma(scale: 250),
      preconditioning: .consistency(
        sigmaData: try options.real("sigma_data", in: 1e-6...1e6), sigmaMin: low))
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: ["timesteps"])
    let (low, high) = try options.sigmaEnds()
    let entries = try options.integer("num_train_timesteps", in: 2...1_000_000)
    let indices = try indices(request, options, entries)
    let sigmas = karrasSigmas(
      indices.map { Double($0) / Double(entries - 1) }, from: high, to: low,
      rho: try options.real("rho", in: 1e-3...1e3))
    // Noise is added up to the next sigma, less the smallest, which the model takes for none.
    let ends = sigmas.dropFirst().map { (max($0, low) * max($0, low) - low * low).squareRoot() }
    return Translation(
      schedule: EDM(from: low, to: high),
      grid: Grid(
        steps: zip(sigmas, ends + [0]).map {
          Step(from: NoiseLevel(sigma: $0), to: NoiseLevel(sigma: $1))
        }),
      solver: Choice("renoise", ["s-noise": .real(try options.real("s_noise", in: 0...1e3))]),
      clip: try options.flag("clip_denoised")
        ? Choice("range", ["limit": .real(1)]) : Choice("none"),
      prediction: .data, startScale: high, recording: .steps,
      networkTime: { 250 * log($0.sigma) })
  }

  /// Whole steps of the ramp from the noisiest sigma on, which is 0.
  private static func indices(
    _ request: PeerRequest, _ options: PeerOptions, _ entries: Int
  ) throws(TranslationError) -> [Int] {
    if let listed = try options.listedTimes(request, within: entries) { return listed.reversed() }
    try options.checkSteps(request.steps, most: entries)
    return (0..<request.steps).map { $0 * (entries / request.steps) }
  }
}
