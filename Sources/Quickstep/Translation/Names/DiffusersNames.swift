extension Phrasebook {
  /// The scheduler classes of diffusers, with their defaults.
  static let diffusersClasses = Phrasebook(
    "diffusers", "diffusers class",
    [
      .name(
        "DDIMScheduler", "DDIMParallelScheduler", means: "euler",
        with: ["grid": "leading", "clip": "range:limit=1"]),
      .name("CogVideoXDDIMScheduler", lacks: ownProcess),
      .name(
        "DDIMInverseScheduler", means: "ddim-inversion",
        note: "it goes from data to noise, which takes the grid backwards"),
      .name("DiscreteDDIMScheduler", lacks: discrete),
      .name(
        "DDPMScheduler", "DDPMParallelScheduler", means: "ddpm",
        with: ["grid": "leading", "clip": "range:limit=1"]),
      .name("DDPMWuerstchenScheduler", lacks: ownProcess),
      .name(
        "DEISMultistepScheduler", means: "dpm-multistep:curvature=full,form=heun",
        with: ["grid": "linspace:end=min"]),
      .name("CogVideoXDPMScheduler", lacks: ownProcess),
      .name(
        "DPMSolverMultistepScheduler", means: "dpm++2m",
        with: ["grid": "linspace:end=instead"]),
      .name(
        "DPMSolverMultistepInverseScheduler", lacks: "its way back to noise is not built here"),
      .name("CosineDPMSolverMultistepScheduler", lacks: ownProcess),
      .name(
        "DPMSolverSinglestepScheduler", means: "dpm-singlestep:final=euler",
        with: ["grid": "linspace:end=instead"]),
      .name("DPMSolverSDEScheduler", means: "dpm++sde", with: interpolated),
      .name(
        "EDMDPMSolverMultistepScheduler", means: "dpm++2m",
        with: ["schedule": "edm", "grid": "karras"]),
      .name("EDMEulerScheduler", means: "euler", with: ["schedule": "edm", "grid": "karras"]),
      .name("EulerAncestralDiscreteScheduler", means: "euler-ancestral", with: interpolated),
      .name("EulerDiscreteScheduler", means: "euler", with: interpolated),
      .name(
        "FlowMatchEulerDiscreteScheduler", means: "euler",
        with: ["schedule": "flow", "grid": "uniform-t"]),
      .name(
        "FlowMatchHeunDiscreteScheduler", means: "edm",
        with: ["schedule": "flow", "grid": "uniform-t"]),
      .name("FlowMatchLCMScheduler", lacks: untranslated),
      .name("FlowMapEulerDiscreteScheduler", lacks: untranslated),
      .name("HeunDiscreteScheduler", means: "heun", with: interpolated),
      .name(
        "IPNDMScheduler", means: "plms",
        note: "it walks along a circle, with velocities: prediction=velocity"),
      .name(
        "KDPM2AncestralDiscreteScheduler", means: "dpm2:eta=1", with: interpolated),
      .name("KDPM2DiscreteScheduler", means: "dpm2", with: interpolated),
      .name(
        "LCMScheduler", means: "lcm",
        note: "it takes its time steps from 50 of distillation; where the steps divide them, "
          + "trailing", with: ["grid": "trailing"]),
      .name("LMSDiscreteScheduler", means: "lms", with: interpolated),
      .name("LTXEulerAncestralRFScheduler", lacks: untranslated),
      .name(
        "PNDMScheduler", means: "plms:warm-up=runge-kutta", with: ["grid": "leading"]),
      .name("RePaintScheduler", lacks: "filling in parts of a picture is not built here"),
      .name(
        "SASolverScheduler", means: "sa:predictor=2,corrector=2,slope=half",
        note: "it draws noise only between time steps 200 and 800: s-min, s-max",
        with: ["grid": "linspace:end=min"]),
      .name("SCMScheduler", lacks: ownProcess),
      .name(
        "ScoreSdeVeScheduler", lacks: "its predictor and corrector has no words; give its file"),
      .name("ScoreSdeVpScheduler", lacks: untranslated),
      .name("KarrasVeScheduler", lacks: untranslated),
      .name(
        "TCDScheduler", means: "tcd",
        note: "it takes its time steps from 50 of distillation, near trailing, and ends at the "
          + "table's cleanest level; pipelines give it eta 0: gamma=0"),
      .name("UnCLIPScheduler", lacks: ownProcess),
      .name(
        "UniPCMultistepScheduler", means: "unipc", with: ["grid": "linspace:end=instead"]),
      .name(
        "CMStochasticIterativeScheduler", means: "renoise",
        note:
          "it takes its levels from 40 of training, and leaves each a little below: give its file",
        with: ["schedule": "edm"]),
      .name("ConsistencyDecoderScheduler", lacks: ownProcess),
      .name("AmusedScheduler", lacks: discrete),
      .name("BlockRefinementScheduler", lacks: discrete),
      .name("EntropyBoundScheduler", lacks: discrete),
      .name("VQDiffusionScheduler", lacks: discrete),
      .name("HeliosScheduler", lacks: untranslated),
      .name("HeliosDMDScheduler", lacks: untranslated),
      .name("MiniMaxH3Scheduler", lacks: untranslated),
      .name("PiflowScheduler", lacks: untranslated),
      .name("RFD4ProteinaScheduler", lacks: untranslated),
    ])

  private static let interpolated = ["grid": "uniform-t:between=sigma"]
  private static let untranslated = "its way of sampling is not built here"
  private static let ownProcess = "the process of its own networks is not built here"
  private static let discrete = "it samples tokens; see quickstep masked"

  /// Where schedulers of diffusers place their levels: by `timestep_spacing`, and by the options
  /// `use_…_sigmas`.
  static let diffusersSpacings = Phrasebook(
    "diffusers", "diffusers spacing",
    [
      .name("leading", means: "leading"),
      .name(
        "linspace", means: "linspace:end=instead",
        note: "so of the multistep classes; classes in sigma have uniform-t:between=sigma"),
      .name("trailing", means: "trailing"),
      .name("karras", "use_karras_sigmas", means: "karras"),
      .name("exponential", "use_exponential_sigmas", means: "exponential"),
      .name("beta", "use_beta_sigmas", means: "beta"),
      .name("lu", "use_lu_lambdas", means: "uniform-lambda"),
      .name("flow", "use_flow_sigmas", means: "uniform-t:end=instead"),
    ] + diffusersClasses.names.map(\.spacing))
}

extension ForeignName {
  /// A class as the levels that it takes by default.
  fileprivate var spacing: ForeignName {
    let meaning: Meaning =
      switch self.meaning {
      case .missing: self.meaning
      case .words:
        companions["grid"].map(Meaning.words)
          ?? .missing("its levels lie on a path of its own; give its file")
      }
    return ForeignName(spellings: spellings, meaning: meaning)
  }
}
