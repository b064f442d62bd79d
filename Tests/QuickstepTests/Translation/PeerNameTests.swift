import Files
import Quickstep
import Tensors
import Testing

/// Names of other programs become our words, or say what is missing.
@Suite struct PeerNameTests {
  /// What the programs offer, as their lists have it.
  static let offered: [(book: String, names: String)] = [
    (
      "comfy ComfyUI sampler",
      """
      euler euler_cfg_pp euler_ancestral euler_ancestral_cfg_pp heun heunpp2 exp_heun_2_x0 \
      exp_heun_2_x0_sde dpm_2 dpm_2_ancestral lms dpm_fast dpm_adaptive dpmpp_2s_ancestral \
      dpmpp_2s_ancestral_cfg_pp dpmpp_sde dpmpp_sde_gpu dpmpp_2m dpmpp_2m_cfg_pp dpmpp_2m_sde \
      dpmpp_2m_sde_gpu dpmpp_2m_sde_heun dpmpp_2m_sde_heun_gpu dpmpp_3m_sde dpmpp_3m_sde_gpu ddpm \
      lcm ipndm ipndm_v deis cfgpp_ud10_ab res_multistep res_multistep_cfg_pp \
      res_multistep_ancestral res_multistep_ancestral_cfg_pp gradient_estimation \
      gradient_estimation_cfg_pp er_sde seeds_2 seeds_3 sa_solver sa_solver_pece ddim uni_pc \
      uni_pc_bh2
      """
    ),
    (
      "comfy ComfyUI scheduler",
      """
      simple sgm_uniform karras exponential ddim_uniform beta normal linear_quadratic kl_optimal
      """
    ),
    (
      "webui web UI sampler",
      """
      k_dpmpp_2m k_dpmpp_sde k_dpmpp_2m_sde k_dpmpp_2m_sde_heun k_dpmpp_2s_a k_euler_a \
      k_euler_ancestral k_euler k_lms k_heun k_dpm_2 k_dpm_2_a k_dpm_fast k_dpm_ad restart heunpp2 \
      ipndm ipndm_v deis ddim ddim_cfgpp plms unipc k_lcm ddpm
      """
    ),
    (
      "webui web UI scheduler",
      """
      automatic uniform karras exponential polyexponential sgm_uniform kl_optimal align_your_steps \
      simple normal ddim beta turbo align_your_steps_GITS align_your_steps_11 align_your_steps_32
      """
    ),
    (
      "kdiffusion k-diffusion sampler",
      """
      sample_euler sample_euler_ancestral sample_heun sample_dpm_2 sample_dpm_2_ancestral \
      sample_lms sample_dpm_fast sample_dpm_adaptive sample_dpmpp_2s_ancestral sample_dpmpp_sde \
      sample_dpmpp_2m sample_dpmpp_2m_sde sample_dpmpp_3m_sde
      """
    ),
    (
      "kdiffusion k-diffusion schedule",
      """
      get_sigmas_karras get_sigmas_exponential get_sigmas_polyexponential get_sigmas_vp get_sigmas
      """
    ),
    (
      "sdcpp stable-diffusion.cpp method",
      """
      euler euler_a heun dpm2 dpm++2s_a dpm++2m dpm++2mv2 ipndm ipndm_v lcm ddim_trailing tcd \
      res_multistep res_2s er_sde euler_cfg_pp euler_a_cfg_pp euler_ge dpm++2m_sde dpm++2m_sde_bt \
      lms
      """
    ),
    (
      "sdcpp stable-diffusion.cpp scheduler",
      """
      discrete karras exponential ays gits sgm_uniform simple smoothstep kl_optimal lcm \
      bong_tangent ltx2 logit_normal flux2 flux beta
      """
    ),
    (
      "diffusers diffusers class",
      """
      DDIMScheduler DDIMParallelScheduler CogVideoXDDIMScheduler DDIMInverseScheduler \
      DiscreteDDIMScheduler DDPMScheduler DDPMParallelScheduler DDPMWuerstchenScheduler \
      DEISMultistepScheduler CogVideoXDPMScheduler DPMSolverMultistepScheduler \
      DPMSolverMultistepInverseScheduler CosineDPMSolverMultistepScheduler \
      DPMSolverSinglestepScheduler DPMSolverSDEScheduler EDMDPMSolverMultistepScheduler \
      EDMEulerScheduler EulerAncestralDiscreteScheduler EulerDiscreteScheduler \
      FlowMatchEulerDiscreteScheduler FlowMatchHeunDiscreteScheduler FlowMatchLCMScheduler \
      FlowMapEulerDiscreteScheduler HeunDiscreteScheduler IPNDMScheduler \
      KDPM2AncestralDiscreteScheduler KDPM2DiscreteScheduler LCMScheduler LMSDiscreteScheduler \
      LTXEulerAncestralRFScheduler PNDMScheduler RePaintScheduler SASolverScheduler SCMScheduler \
      ScoreSdeVeScheduler ScoreSdeVpScheduler KarrasVeScheduler TCDScheduler UnCLIPScheduler \
      UniPCMultistepScheduler CMStochasticIterativeScheduler ConsistencyDecoderScheduler \
      AmusedScheduler BlockRefinementScheduler EntropyBoundScheduler VQDiffusionScheduler \
      HeliosScheduler HeliosDMDScheduler MiniMaxH3Scheduler PiflowScheduler RFD4ProteinaScheduler
      """
    ),
  ]

  private static func options(_ book: Phrasebook) -> Options {
    solverPhrasebooks.contains(book) ? solvers.options : gridRules.options
  }

  @Test func everyNameOfEveryListIsThere() throws {
    for (title, names) in Self.offered {
      let book = try #require(
        (solverPhrasebooks + gridPhrasebooks).first { "\($0.program) \($0.kind)" == title })
      for name in names.split(whereSeparator: \.isWhitespace) {
        #expect(throws: Never.self, "\(title) \(name)") { try book.find(String(name)) }
      }
    }
  }

  @Test(arguments: solverPhrasebooks + gridPhrasebooks)
  func everyNameHasWordsOrSaysWhatIsMissing(book: Phrasebook) throws {
    let options = Self.options(book)
    for name in book.names {
      for (key, text) in name.companions {
        var plan = Plan()
        #expect(throws: Never.self, "\(book.typed(name))") { try plan.set(key, text) }
      }
      #expect(!name.note.hasSuffix("."), "\(name.note)")
      for spelling in name.spellings {
        let typed = "\(book.program):\(spelling)"
        switch name.meaning {
        case .words(let words):
          let choice = try options.choice(typed)
          #expect(choice == (try options.choice(words)), "\(typed)")
          // Written back, the sentence holds our words alone, each knob away from its default.
          #expect(options.text(choice) == words, "\(typed)")
        case .missing(let reason):
          #expect(!reason.isEmpty && !reason.hasSuffix("."), "\(typed)")
          #expect(throws: DeclarationError.untranslatable(book.typed(name), reason: reason)) {
            try options.choice(typed)
          }
        }
      }
    }
  }

  @Test func spellingsAreUnique() {
    for book in solverPhrasebooks + gridPhrasebooks {
      let spellings = book.names.flatMap { name in
        Set(name.spellings.map { $0.lowercased() }).sorted()
      }
      #expect(Set(spellings).count == spellings.count, "\(book.kind)")
    }
  }

  @Test func knobsBehindANameAreOurs() throws {
    #expect(
      try solvers.choice("comfy:dpmpp_2m:final=lower")
        == Choice(
          "dpm++2m", ["final": .word("lower")]))
    #expect(
      try solvers.choice("webui:DPM++ 2M SDE:eta=0.5")
        == Choice(
          "sde-dpm++2m", ["final": .word("keep"), "eta": .real(0.5)]))
    #expect(try gridRules.choice("comfy:KARRAS:rho=5") == Choice("karras", ["rho": .real(5)]))
    #expect(throws: DeclarationError.self) { try solvers.choice("comfy:heun:rho=5") }
    #expect(throws: DeclarationError.self) { try solvers.choice("comfy:") }
    #expect(throws: DeclarationError.self) { try solvers.choice("comfyui:heun") }
  }

  @Test func aMistypedNameIsAnsweredFromItsProgram() {
    #expect {
      try solvers.choice("comfy:dpmpp_2n")
    } throws: {
      "\($0)" == """
        There is no ComfyUI sampler "comfy:dpmpp_2n". Did you mean comfy:dpmpp_2m?
        """
    }
  }

  @Test func aRunLineKeepsOurWords() throws {
    var plan = Plan()
    try plan.set("solver", "comfy:uni_pc")
    try plan.set("grid", "comfy:simple")
    #expect(
      plan.runLine
        == "quickstep:1 --model digits --grid trailing:rounding=up --solver "
        + "unipc:order=3,variant=bh1")
  }
}

/// Levels under other programs' names, against those that the programs place.
@Suite struct PeerLevelTests {
  private static func recorded(_ schedule: String) throws -> [JSONValue] {
    try #require(JSONFile.read(golden.path("peers/levels.json"))[schedule]?.array)
  }

  @Test(arguments: ["scaled-linear", "flow"])
  func theyAreThePrograms(schedule: String) throws {
    let recorded = try Self.recorded(schedule)
    #expect(recorded.count == (schedule == "flow" ? 6 : 107))
    for run in recorded {
      let name = try #require(run["name"]?.string)
      let levels = try #require(run["levels"]?.array).compactMap(\.number)
      let plan = Plan(
        schedule: Choice(schedule), grid: try gridRules.choice(name),
        steps: try #require(run["steps"]?.integer))
      let placed = try plan.makeGrid().grid.levels.map { schedule == "flow" ? $0.sigma : $0.rho }
      #expect(placed.count == levels.count, "\(name) \(plan.steps)")
      for (level, other) in zip(placed, levels) {
        #expect(abs(level - other) <= 1e-10 * other, "\(name) \(plan.steps)")
      }
    }
  }
}

/// The words of diffusers' classes, against what their translations do.
@Suite struct DiffusersNameTests {
  private static let classes: [ForeignName] =
    (solvers.options.phrasebooks.first { $0.program == "diffusers" }?.names ?? []).filter { name in
      if case .missing = name.meaning { return false }
      return CheckpointSampler.classes[name.spellings[0]] != nil
    }

  /// From one start, with the same noise, along the same levels.
  private func end(of solver: Choice) throws -> [Double] {
    let plan = Plan(
      schedule: Choice("scaled-linear"), grid: Choice("trailing"), solver: solver, steps: 6,
      seed: 3, batch: 4)
    var sampler = Sampler(try plan.job(model: GaussianMixture.gentle, with: kernels))
    while try sampler.next() != nil {}
    return sampler.state
  }

  @Test(arguments: classes) func solversAreTheirs(name: ForeignName) throws {
    let theirs = try CheckpointSampler(name.spellings[0], [:]).translation(steps: 6)
    // Half steps are whole ones there, or a note tells the difference.
    guard name.spellings[0] != "PNDMScheduler", name.note.isEmpty
    else { return }
    let ours = try solvers.choice("diffusers:\(name.spellings[0])")
    let ends = (try end(of: ours), try end(of: theirs.solver))
    #expect(relativeDifference(ends.0, ends.1, dimension: 2) < 1e-12)
  }

  @Test(arguments: classes) func gridsAreTheirs(name: ForeignName) throws {
    guard let grid = name.companions["grid"] else { return }
    let steps = 10
    let sampler = CheckpointSampler(name.spellings[0], [:])
    let worded = try WordedTranslation(sampler, steps: steps)
    let levels = try #require(worded.levels)
    // Of a Runge-Kutta start and of classes that repeat their last level, the listed ones are more.
    guard levels.count == steps + 1, worded.words["grid"] != "checkpoint" else { return }
    var plan = Plan(steps: steps)
    try plan.set("schedule", try #require(worded.words["schedule"]))
    try plan.set("grid", grid)
    let placed = try plan.makeGrid().grid.levels.map(\.rho)
    for (level, other) in zip(placed, levels) where other.isFinite {
      #expect(abs(level - other) <= 1e-10 * other, "\(name.spellings[0])")
    }
  }
}

/// Plans as Python.
@Suite struct SnippetTests {
  /// Every name that has words is written down, or the word that cannot be is named.
  @Test(arguments: SnippetLibrary.allCases)
  func everyPlanIsWrittenOrRefused(library: SnippetLibrary) throws {
    var written = 0
    for declaration in solvers.declarations {
      for grid in ["karras", "trailing", "uniform-t:between=sigma", "linspace:end=instead"] {
        var plan = Plan(schedule: Choice("scaled-linear"), solver: Choice(declaration.name))
        try plan.set("grid", grid)
        do throws(any Error) {
          let text = try Snippet(plan, nil, for: library).text
          #expect(text.hasPrefix("# \(plan.runLine)\n") && text.contains("samples = "))
          written += 1
        } catch {
          #expect(error is SnippetError, "\(error)")
        }
      }
    }
    #expect(written > 20)
  }

  @Test func theWordThatCannotBeSaidIsNamed() {
    func sentence(_ changes: [String: String], _ library: SnippetLibrary) -> String {
      do {
        var plan = Plan(schedule: Choice("scaled-linear"))
        for (key, text) in changes { try plan.set(key, text) }
        return try Snippet(plan, nil, for: library).text
      } catch { return "\(error)" }
    }
    #expect(
      sentence(["guidance": "cfg:scale=3"], .kdiffusion) == """
        The guidance cfg:scale=3 cannot be said in kdiffusion: there it is a matter of the network.
        """)
    #expect(
      sentence(["solver": "unipc"], .kdiffusion) == """
        The solver unipc cannot be said in kdiffusion: no sampler there does the same.
        """)
    #expect(
      sentence(["grid": "kl-optimal"], .diffusers) == """
        The grid kl-optimal cannot be said in diffusers: no class there places these levels with \
        this solver.
        """)
    #expect(
      sentence(["schedule": "vp-linear"], .diffusers) == """
        The schedule vp-linear cannot be said in diffusers: no class there has such a path.
        """)
  }
}
