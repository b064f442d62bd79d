extension Phrasebook {
  /// ComfyUI's `SAMPLER_NAMES`.
  static let comfySamplers = Phrasebook(
    "comfy", "ComfyUI sampler",
    [
      .name("euler", means: "euler"),
      .name("euler_cfg_pp", means: "euler", with: PeerWords.cfgPlusPlus),
      .name("euler_ancestral", means: "euler-ancestral", note: PeerNote.flow),
      .name(
        "euler_ancestral_cfg_pp", means: "euler-ancestral", note: PeerNote.flow,
        with: PeerWords.cfgPlusPlus),
      .name("heun", means: "heun"),
      .name("heunpp2", means: "heun++"),
      .name("exp_heun_2_x0", means: "exponential-rk:c2=1"),
      .name("exp_heun_2_x0_sde", means: "seeds:stages=2,r=1", note: PeerNote.brownian),
      .name("dpm_2", means: "dpm2"),
      .name("dpm_2_ancestral", means: "dpm2:eta=1", note: PeerNote.flow),
      .name("lms", means: "lms:final=euler"),
      .name(
        "dpm_fast", means: "dpm-singlestep:order=3,prediction=noise", note: PeerNote.fast,
        with: ["grid": "exponential:end=min"]),
      .name(
        "dpm_adaptive", means: "dpm-adaptive:retry=evaluate", note: PeerNote.adaptive,
        with: ["grid": "exponential:end=min"]),
      .name("dpmpp_2s_ancestral", means: "dpm++2s:eta=1", note: PeerNote.flow),
      .name(
        "dpmpp_2s_ancestral_cfg_pp", means: "dpm++2s:eta=1", note: PeerNote.flow,
        with: PeerWords.cfgPlusPlus),
      .name("dpmpp_sde", "dpmpp_sde_gpu", means: "dpm++sde", note: PeerNote.brownian),
      .name("dpmpp_2m", means: "dpm++2m:final=keep"),
      .name("dpmpp_2m_cfg_pp", means: "dpm++2m:final=keep", with: PeerWords.cfgPlusPlus),
      .name(
        "dpmpp_2m_sde", "dpmpp_2m_sde_gpu", means: "sde-dpm++2m:final=keep",
        note: PeerNote.brownian),
      .name(
        "dpmpp_2m_sde_heun", "dpmpp_2m_sde_heun_gpu", means: "sde-dpm++2m:form=heun,final=keep",
        note: PeerNote.brownian),
      .name("dpmpp_3m_sde", "dpmpp_3m_sde_gpu", means: "sde-dpm++3m", note: PeerNote.brownian),
      .name("ddpm", means: "ddpm"),
      .name("lcm", means: "renoise"),
      .name("ipndm", means: "plms:final=euler"),
      .name("ipndm_v", means: "ipndm-v:final=euler"),
      .name(
        "deis", means: "deis:degree=2,variable=vp,final=euler", note: PeerNote.coarseSums),
      .name(
        "cfgpp_ud10_ab",
        lacks: "the guidance cfg++ goes with methods of one evaluation a step that take it whole, "
          + "as euler, and is not built for this one"),
      .name("res_multistep", means: "dpm++2m:form=heun,final=keep"),
      .name(
        "res_multistep_cfg_pp", means: "dpm++2m:form=heun,final=keep",
        with: PeerWords.cfgPlusPlus),
      .name("res_multistep_ancestral", means: "dpm++2m:form=heun,final=keep,eta=1"),
      .name(
        "res_multistep_ancestral_cfg_pp", means: "dpm++2m:form=heun,final=keep,eta=1",
        with: PeerWords.cfgPlusPlus),
      .name("gradient_estimation", means: "ge"),
      .name("gradient_estimation_cfg_pp", means: "ge", with: PeerWords.cfgPlusPlus),
      .name("er_sde", means: "er-sde", note: PeerNote.sums),
      .name("seeds_2", means: "seeds:stages=2", note: PeerNote.brownian),
      .name("seeds_3", means: "seeds", note: PeerNote.brownian),
      .name(
        "sa_solver", means: "sa:predictor=3",
        note: PeerNote.stochasticAdams),
      .name(
        "sa_solver_pece", means: "sa:predictor=3,mode=pece",
        note: PeerNote.stochasticAdams),
      .name("ddim", means: "euler"),
      .name("uni_pc", means: "unipc:order=3,variant=bh1", note: PeerNote.unipcEnd),
      .name("uni_pc_bh2", means: "unipc:order=3", note: PeerNote.unipcEnd),
    ])

  /// ComfyUI's `SCHEDULER_NAMES`.
  static let comfySchedulers = Phrasebook(
    "comfy", "ComfyUI scheduler",
    [
      .name("simple", means: "trailing:rounding=up"),
      .name("sgm_uniform", means: "uniform-t:between=log-sigma,end=instead"),
      .name("karras", means: "karras"),
      .name("exponential", means: "exponential"),
      .name(
        "ddim_uniform", means: "leading:offset=1",
        note: "where the steps do not divide the table the program takes more of them"),
      .name(
        "beta", means: "beta:over=t,end=instead",
        note: PeerNote.sameTimeSteps),
      .name("normal", means: "uniform-t:between=log-sigma"),
      .name(
        "linear_quadratic", means: "linear-quadratic",
        note: PeerNote.sharesOfSigma),
      .name("kl_optimal", means: "kl-optimal"),
    ])
}
