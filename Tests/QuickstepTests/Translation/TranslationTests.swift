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
    ("DDPMScheduler", "variance_type", "learned", "variance_type"),
    ("PNDMScheduler", "skip_prk_steps", false, "skip_prk_steps"),
    ("DPMSolverMultistepScheduler", "algorithm_type", "dpmsolver", "final_sigmas_type"),
    ("DPMSolverMultistepScheduler", "variance_type", "learned", "variance"),
    ("UniPCMultistepScheduler", "solver_p", [:], "solver_p"),
    ("UniPC.bh1", "order", 11, "order"),
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

  @Test func trailingDDIMIsAPlainWalk() throws {
    let translation = try translate(
      PeerRequest(
        name: "DDIMScheduler", configuration: ["timestep_spacing": "trailing"], steps: 4))
    #expect(translation.grid.steps.map(\.from.t) == [999, 749, 499, 249])
    #expect(translation.grid.steps.map(\.to.t) == [749, 499, 249, -1])
    #expect(translation.solver == Choice("euler", ["eta": .real(0)]))
    #expect(translation.clip == Choice("range", ["limit": .real(1)]))
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
