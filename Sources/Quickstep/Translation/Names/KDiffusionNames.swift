extension Phrasebook {
  /// k-diffusion's functions `sample_…`.
  static let kDiffusionSamplers = Phrasebook(
    "kdiffusion", "k-diffusion sampler",
    [
      .name("sample_euler", "euler", means: "euler"),
      .name("sample_euler_ancestral", "euler_ancestral", means: "euler-ancestral"),
      .name("sample_heun", "heun", means: "heun"),
      .name("sample_dpm_2", "dpm_2", means: "dpm2"),
      .name("sample_dpm_2_ancestral", "dpm_2_ancestral", means: "dpm2:eta=1"),
      .name("sample_lms", "lms", means: "lms"),
      .name(
        "sample_dpm_fast", "dpm_fast", means: "dpm-singlestep:order=3,prediction=noise",
        note: PeerNote.fast, with: ["grid": "exponential:end=min"]),
      .name(
        "sample_dpm_adaptive", "dpm_adaptive", means: "dpm-adaptive:retry=evaluate",
        note: PeerNote.adaptive, with: ["grid": "exponential:end=min"]),
      .name("sample_dpmpp_2s_ancestral", "dpmpp_2s_ancestral", means: "dpm++2s:eta=1"),
      .name("sample_dpmpp_sde", "dpmpp_sde", means: "dpm++sde", note: PeerNote.brownian),
      .name("sample_dpmpp_2m", "dpmpp_2m", means: "dpm++2m:final=keep"),
      .name(
        "sample_dpmpp_2m_sde", "dpmpp_2m_sde", means: "sde-dpm++2m:final=keep",
        note: PeerNote.brownian),
      .name("sample_dpmpp_3m_sde", "dpmpp_3m_sde", means: "sde-dpm++3m", note: PeerNote.brownian),
    ])

  /// k-diffusion's functions `get_sigmas_…`, and that of its discrete schedules.
  static let kDiffusionSchedules = Phrasebook(
    "kdiffusion", "k-diffusion schedule",
    [
      .name("get_sigmas_karras", "karras", means: "karras"),
      .name("get_sigmas_exponential", "exponential", means: "exponential"),
      .name("get_sigmas_polyexponential", "polyexponential", means: "polyexponential"),
      .name("get_sigmas_vp", "vp", means: "vp"),
      .name("get_sigmas", means: "uniform-t:between=log-sigma"),
    ])
}
