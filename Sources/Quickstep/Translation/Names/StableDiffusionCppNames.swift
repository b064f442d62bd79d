extension Phrasebook {
  /// stable-diffusion.cpp's sample methods, with the noise that each has by default.
  static let stableDiffusionCppMethods = Phrasebook(
    "sdcpp", "stable-diffusion.cpp method",
    [
      .name("euler", means: "euler"),
      .name("euler_a", means: "euler-ancestral", note: PeerNote.flow),
      .name("heun", means: "heun"),
      .name("dpm2", means: "dpm2"),
      .name("dpm++2s_a", means: "dpm++2s:eta=1", note: PeerNote.flow),
      .name("dpm++2m", means: "dpm++2m:final=keep"),
      .name(
        "dpm++2mv2",
        lacks: "its weights go by the mean of the last two steps, which no method here does; near "
          + "it is dpm++2m"),
      .name("ipndm", means: "plms"),
      .name(
        "ipndm_v",
        lacks: "only its second step goes by unequal steps, which no method here does; near it are "
          + "plms and lms"),
      .name("lcm", means: "renoise", with: ["grid": "trailing"]),
      .name("ddim_trailing", means: "euler", with: ["grid": "trailing:rounding=up"]),
      .name("tcd", means: "tcd:gamma=0", note: "its eta is gamma", with: ["grid": "trailing"]),
      .name("res_multistep", means: "dpm++2m:form=heun,final=keep"),
      .name("res_2s", means: "exponential-rk"),
      .name("er_sde", means: "er-sde", note: PeerNote.sums),
      .name("euler_cfg_pp", means: "euler", with: PeerWords.cfgPlusPlus),
      .name(
        "euler_a_cfg_pp", means: "euler-ancestral", note: PeerNote.flow,
        with: PeerWords.cfgPlusPlus),
      .name("euler_ge", means: "ge"),
      .name("dpm++2m_sde", means: "sde-dpm++2m:final=keep"),
      .name("dpm++2m_sde_bt", means: "sde-dpm++2m:final=keep", note: PeerNote.brownian),
      .name(
        "lms",
        lacks: "it weighs slopes that are one step too new (lms_shift=1), which no method here "
          + "does; with lms_shift=0 it is lms"),
    ])

  /// stable-diffusion.cpp's schedulers.
  static let stableDiffusionCppSchedulers = Phrasebook(
    "sdcpp", "stable-diffusion.cpp scheduler",
    [
      .name("discrete", "normal", means: "uniform-t:between=log-sigma"),
      .name("karras", means: "karras"),
      .name("exponential", means: "exponential"),
      .name("ays", means: "ays", note: "the program's table has more digits, 0.4 % at most away"),
      .name("gits", means: "gits"),
      .name("sgm_uniform", means: "uniform-t:between=log-sigma,end=instead"),
      .name("simple", means: "trailing:rounding=up"),
      .name(
        "smoothstep",
        lacks: "equal steps of a smoothed time are not built here; near it is "
          + "beta:over=t,end=instead"),
      .name("kl_optimal", means: "kl-optimal"),
      .name(
        "lcm",
        lacks: "rounding to 50 steps of distillation is not built here; where the steps "
          + "divide 50 it is trailing"),
      .name(
        "bong_tangent", means: "bong-tangent:end=instead",
        note: PeerNote.sharesOfSigma),
      .name("ltx2", lacks: pictureSize),
      .name("logit_normal", lacks: pictureSize),
      .name("flux2", lacks: pictureSize),
      .name("flux", lacks: pictureSize),
      .name(
        "beta", means: "beta:over=t,end=instead",
        note: PeerNote.sameTimeSteps),
    ])

  private static let pictureSize =
    "it shifts by the picture's size; give the shift yourself, as in uniform-t:shift=3"
}
