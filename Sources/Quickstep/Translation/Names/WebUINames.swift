extension Phrasebook {
  /// The samplers of AUTOMATIC1111's and Forge's web UI, by label and alias.
  static let webUISamplers = Phrasebook(
    "webui", "web UI sampler",
    [
      .name("DPM++ 2M", "k_dpmpp_2m", means: "dpm++2m:final=keep", with: karras),
      .name(
        "DPM++ SDE", "k_dpmpp_sde", means: "dpm++sde", note: PeerNote.brownian, with: karras),
      .name(
        "DPM++ 2M SDE", "k_dpmpp_2m_sde", means: "sde-dpm++2m:final=keep",
        note: PeerNote.brownian, with: exponential),
      .name(
        "DPM++ 2M SDE Heun", "k_dpmpp_2m_sde_heun", means: "sde-dpm++2m:form=heun,final=keep",
        note: PeerNote.brownian, with: exponential),
      .name("DPM++ 2S a", "k_dpmpp_2s_a", means: "dpm++2s:eta=1", with: karras),
      .name(
        "DPM++ 3M SDE", "k_dpmpp_3m_sde", means: "sde-dpm++3m", note: PeerNote.discardsSigma,
        with: exponential),
      .name("Euler a", "k_euler_a", "k_euler_ancestral", means: "euler-ancestral"),
      .name("Euler", "k_euler", means: "euler"),
      .name("LMS", "k_lms", means: "lms"),
      .name("Heun", "k_heun", means: "heun"),
      .name("DPM2", "k_dpm_2", means: "dpm2", note: PeerNote.discardsSigma, with: karras),
      .name("DPM2 a", "k_dpm_2_a", means: "dpm2:eta=1", note: PeerNote.discardsSigma, with: karras),
      .name(
        "DPM fast", "k_dpm_fast", means: "dpm-singlestep:order=3,prediction=noise,eta=1",
        note: PeerNote.fast, with: ["grid": "exponential:end=min"]),
      .name(
        "DPM adaptive", "k_dpm_ad", means: "dpm-adaptive:retry=evaluate,eta=1",
        note: PeerNote.adaptive, with: ["grid": "exponential:end=min"]),
      .name(
        "Restart", means: "restart",
        note:
          "below 20 steps the program does not restart; above it takes the steps of the stretch "
          + "out of those asked for, and from 36 on two stretches of a quarter: steps, times",
        with: karras),
      .name("HeunPP2", means: "heun++"),
      .name("IPNDM", means: "plms:final=euler"),
      .name("IPNDM_V", means: "ipndm-v:final=euler"),
      .name(
        "DEIS", means: "deis:degree=2,variable=vp,final=euler", note: PeerNote.coarseSums),
      .name("DDIM", means: "euler", note: oneStepFewer, with: ["grid": "leading:offset=1"]),
      .name(
        "DDIM CFG++", "ddim_cfgpp", means: "euler", note: oneStepFewer,
        with: PeerWords.cfgPlusPlus.merging(["grid": "leading:offset=1"]) { $1 }),
      .name(
        "PLMS", means: "plms:warm-up=improved-euler", note: oneStepFewer,
        with: ["grid": "leading:offset=1"]),
      .name(
        "UniPC", means: "unipc:order=3,variant=bh1",
        note: "the program ends at the least sigma of the table",
        with: ["grid": "uniform-t:end=min"]),
      .name("LCM", "k_lcm", means: "renoise"),
      .name("DDPM", means: "ddpm"),
    ])

  private static let karras = ["grid": "karras"]
  private static let exponential = ["grid": "exponential"]
  private static let oneStepFewer = "the program ends at time step 1, one step before"

  /// The schedulers of AUTOMATIC1111's and Forge's web UI, by name and label.
  static let webUISchedulers = Phrasebook(
    "webui", "web UI scheduler",
    [
      .name(
        "automatic",
        lacks: "it goes with the sampler; translate that, as in translate 'webui:DPM++ 2M'"),
      .name("uniform", means: "uniform-t:between=log-sigma"),
      .name("karras", means: "karras"),
      .name("exponential", means: "exponential"),
      .name("polyexponential", means: "polyexponential"),
      .name(
        "sgm_uniform", "SGM Uniform", "SGMUniform", means: "uniform-t:between=log-sigma,end=instead"
      ),
      .name("kl_optimal", "KL Optimal", means: "kl-optimal:end=min"),
      .name("align_your_steps", "Align Your Steps", means: "ays:end=after"),
      .name("simple", means: "trailing:rounding=up"),
      .name("normal", means: "uniform-t:between=log-sigma"),
      .name(
        "ddim", means: "leading:offset=1",
        note: "where the steps do not divide the table the program takes more of them"),
      .name("beta", means: "beta"),
      .name("turbo", means: "trailing"),
      .name(
        "align_your_steps_GITS", "Align Your Steps GITS", means: "ays:table=gits-sd15,end=after"),
      .name("align_your_steps_11", "Align Your Steps 11", means: "ays:end=after"),
      .name(
        "align_your_steps_32", "Align Your Steps 32", means: "ays:table=sd15-32,end=after"),
    ])
}
