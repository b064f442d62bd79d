import Quickstep
import Testing

/// What a translation refuses, and that it says which option is at fault.
@Suite struct TranslationTests {
  @Test func everyNameIsListedOnce() {
    let names = peerSamplers.flatMap { $0.names }
    #expect(Set(names).count == names.count)
  }

  @Test func anUnknownSamplerIsNamed() {
    #expect(throws: TranslationError.self) {
      try translate(PeerRequest(name: "DDIMSheduler", steps: 10))
    }
    #expect(
      refusal("DDIMSheduler")
        == "No sampler \"DDIMSheduler\" can be translated. Did you mean DDIMScheduler?")
  }

  private static let refused: [(name: String, option: String, value: JSONValue, word: String)] = [
    ("DDIMScheduler", "clip_smaple", true, "clip_sample"),
    ("DDIMScheduler", "timestep_spacing", "leadin", "leading"),
    ("DDIMScheduler", "num_train_timesteps", 1, "num_train_timesteps"),
    ("DDIMScheduler", "beta_start", "a", "beta_start"),
    ("DDIMScheduler", "trained_betas", [0.1, 2], "beta"),
    ("DDIMScheduler", "prediction_type", "flow_prediction", "prediction_type"),
    ("DDPMScheduler", "variance_type", "fixed_large_log", "variance_type"),
    ("EDMEulerScheduler", "sigma_min", 100, "sigma_max"),
    ("ScoreSdeVeScheduler", "correct_steps", 1, "correct_steps"),
    ("IPNDMScheduler", "trained_betas", [0.1], "trained_betas"),
    ("RePaintScheduler", "prediction_type", "epsilon", "RePaintScheduler"),
    ("DPMSolverMultistepScheduler", "algorithm_type", "dpmsolver", "final_sigmas_type"),
    ("UniPCMultistepScheduler", "solver_p", [:], "solver_p"),
    ("EulerDiscreteScheduler", "interpolation_type", "cubic", "log_linear"),
    ("HeunDiscreteScheduler", "prediction_type", "flow_prediction", "prediction_type"),
    ("KDPM2DiscreteScheduler", "prediction_type", "sample", "prediction_type"),
    ("KDPM2AncestralDiscreteScheduler", "prediction_type", "sample", "prediction_type"),
    ("DPMSolverSDEScheduler", "beta_schedule", "sigmoid", "beta_schedule"),
    ("LMSDiscreteScheduler", "use_karras_sigma", true, "use_karras_sigmas"),
    ("FlowMatchEulerDiscreteScheduler", "use_dynamic_shifting", true, "mu"),
    ("sample_euler", "schedule", "karas", "karras"),
    ("sample_lms", "order", 5, "order"),
    ("sample_dpm_2_ancestral", "eta", 2, "eta"),
    ("sample_dpmpp_sde", "r", 2, "r"),
    ("sample_dpmpp_2m_sde", "solver_type", "euler", "midpoint"),
    ("edm_sampler", "solver", "euler", "S_churn"),
    ("ablation_sampler", "discretization", "karras", "iddpm"),
    ("UniPC.bh1", "order", 11, "order"),
    ("DPM_Solver.multistep", "schedule", "cosine", "discrete"),
    ("DPM_Solver.singlestep", "method", "multistep", "singlestep"),
    ("sample_dpm_fast", "eta", 11, "eta"),
    ("DPMSolverSinglestepScheduler", "algorithm_type", "dpmsolver", "final_sigmas_type"),
    ("UniPC.bh2", "skip_type", "x\u{1B}[2J", "skip_type"),
  ]

  @Test(arguments: refused)
  func aRefusalNamesTheOption(name: String, option: String, value: JSONValue, word: String) {
    let text = refusal(name, [option: value])
    #expect(text?.contains(word) == true, "\(text ?? "translated")")
    #expect(text?.contains("\u{1B}") == false)
  }

  @Test(arguments: [-1, 0, 1001, Int.max])
  func stepCountsAreChecked(steps: Int) {
    #expect(throws: TranslationError.self) {
      try translate(PeerRequest(name: "DDIMScheduler", steps: steps))
    }
  }

  @Test func aTimeStepBeyondTheTableIsRefused() {
    #expect(
      refusal("DDIMScheduler", ["steps_offset": 200])
        == "DDIMScheduler cannot be translated with these options: "
        + "time step 1100 lies outside the table of 1000.")
  }

  @Test func sigmasFarBeyondTheTableAreRefused() {
    #expect(
      refusal("EulerDiscreteScheduler", ["use_karras_sigmas": true, "sigma_max": 2000])?
        .contains("two steps share the first time step") == true)
  }

  @Test func noiseIsGivenToTheStepThatDrewIt() throws {
    let translation = try translate(
      PeerRequest(
        name: "EulerDiscreteScheduler",
        stepArguments: ["s_churn": 5, "s_tmin": 1, "s_tmax": 20],
        timestepArguments: ["sigmas": [80, 20, 5, 0.5, 0]], steps: 4))
    guard case .given(_, let steps) = translation.noise(start: [0], [[1], [2]]) else {
      return #expect(Bool(false), "\(translation.draws)")
    }
    #expect(steps == [[], [[1]], [[2]], []])
  }

  @Test func trailingDDIMIsAPlainWalk() throws {
    let translation = try translate(
      PeerRequest(
        name: "DDIMScheduler", configuration: ["timestep_spacing": "trailing"], steps: 4))
    #expect(translation.grid.steps.map(\.from.t) == [999, 749, 499, 249])
    #expect(translation.grid.steps.map(\.to.t) == [749, 499, 249, -1])
    #expect(translation.solver == Choice("euler", ["eta": .real(0)]))
    #expect(translation.clip == Choice("range", ["limit": .real(1)]))
  }

  @Test func shiftedGridsPlaceShiftedLevels() throws {
    let levels = try gridRules.make(Choice("uniform-t", ["shift": .real(3)]))
      .levels(RectifiedFlow(KnobValues(RectifiedFlow.declaration.knobs, [:])), steps: 3)
    // t' = 3 t / (1 + 2 t) at t = 1, 0.5005 and 0.001.
    for (level, exact) in zip(levels, [1, 1.5015 / 2.001, 0.003 / 1.002, 0]) {
      #expect(abs(level.t - exact) < 1e-15)
    }
  }

  private func refusal(_ name: String, _ configuration: [String: JSONValue] = [:]) -> String? {
    do {
      _ = try translate(PeerRequest(name: name, configuration: configuration, steps: 10))
      return nil
    } catch {
      return "\(error)"
    }
  }
}
