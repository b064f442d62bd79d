/// Classes of diffusers whose own sampling has no translation, but whose files say how a network was
/// trained, so that it can be sampled in other ways.
enum DiffusersUntranslated: PeerScheduler {
  static let names = [
    "DPMSolverMultistepInverseScheduler", "RePaintScheduler",
  ]

  static let options =
    DiffusersGrid.options.merging(diffusersClipOptions) { $1 }.merging([
      "clip_sample": false, "solver_order": 2, "algorithm_type": nil, "solver_type": nil,
      "lower_order_final": true, "lambda_min_clipped": .number(-.infinity), "variance_type": nil,
      "eta": 0.0, "euler_at_final": false,
    ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersGrid(options).process(options)
  }

  /// The settings, whatever else is written.
  static func options(_ request: PeerRequest) throws(TranslationError) -> PeerOptions {
    try PeerOptions(
      of: request.name, request.configuration, defaults: options,
      ignoring: Set(request.configuration.keys))
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    throw .unsupported(of: request.name, reason: "its own way of sampling is not built yet")
  }
}
