/// Classes of diffusers whose own sampling has no translation, but whose files say how a network was
/// trained, so that it can be sampled in other ways.
enum DiffusersUntranslated: PeerScheduler {
  /// With betas as most classes have them.
  private static let plain = [
    "DEISMultistepScheduler", "DPMSolverSinglestepScheduler", "SASolverScheduler",
    "DDIMInverseScheduler", "DPMSolverMultistepInverseScheduler", "RePaintScheduler",
  ]
  /// With the betas of latent diffusion.
  private static let latent = ["LCMScheduler", "TCDScheduler"]
  private static let latentLinear = ["KDPM2AncestralDiscreteScheduler", "DPMSolverSDEScheduler"]

  static let names = plain + latent + latentLinear

  static let options =
    DiffusersGrid.options.merging(diffusersClipOptions) { $1 }.merging([
      "clip_sample": false, "clip_sample_range": 1.0, "set_alpha_to_one": true,
      "original_inference_steps": 50, "timestep_scaling": 10.0, "solver_order": 2,
      "algorithm_type": nil, "solver_type": nil, "lower_order_final": true,
      "lambda_min_clipped": .number(-.infinity), "variance_type": nil, "predictor_order": 2,
      "corrector_order": 2, "tau_func": nil, "eta": 0.0, "noise_sampler_seed": nil,
      "euler_at_final": false,
    ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersGrid(options).process(options)
  }

  /// The settings; classes for latent diffusion have betas of their own.
  static func options(_ request: PeerRequest) throws(TranslationError) -> PeerOptions {
    var request = request
    if (latent + latentLinear).contains(request.name) {
      request.configuration.merge(["beta_start": 0.00085, "beta_end": 0.012]) { given, _ in given }
    }
    if latent.contains(request.name) {
      request.configuration.merge(["beta_schedule": "scaled_linear"]) { given, _ in given }
    }
    return try PeerOptions(
      of: request.name, request.configuration, defaults: options,
      ignoring: Set(request.configuration.keys))
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    throw .unsupported(of: request.name, reason: "its own way of sampling is not built yet")
  }
}
