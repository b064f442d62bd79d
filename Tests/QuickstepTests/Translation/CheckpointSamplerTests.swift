import Quickstep
import Tensors
import Testing

/// What `verify` replays, a plan with the word `checkpoint` runs: levels, told times, solver, limit.
@Suite struct CheckpointSamplerTests {
  /// The classes that have a translation.
  static let translated = [
    "DDIMScheduler", "DDIMParallelScheduler", "DDPMScheduler", "DDPMParallelScheduler",
    "PNDMScheduler", "DPMSolverMultistepScheduler", "UniPCMultistepScheduler",
    "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler", "HeunDiscreteScheduler",
    "LMSDiscreteScheduler", "KDPM2DiscreteScheduler", "FlowMatchEulerDiscreteScheduler",
    "FlowMatchHeunDiscreteScheduler", "EDMEulerScheduler", "EDMDPMSolverMultistepScheduler",
    "CMStochasticIterativeScheduler", "IPNDMScheduler", "ScoreSdeVeScheduler",
    "LCMScheduler", "TCDScheduler", "SASolverScheduler", "DDIMInverseScheduler",
    "DEISMultistepScheduler", "DPMSolverSinglestepScheduler", "DPMSolverSDEScheduler",
    "KDPM2AncestralDiscreteScheduler",
  ]

  /// Values that some class takes for some option.
  static let words: [JSONValue] = [
    true, false, nil, 0.5, 0, 1, 2, 3, "leading", "linspace", "trailing", "epsilon", "sample",
    "v_prediction", "flow_prediction", "scaled_linear", "squaredcos_cap_v2", "sigma_min", "zero",
    "log_linear", "continuous", "exponential", "karras", "bh1", "heun", "dpmsolver",
    "sde-dpmsolver++", "fixed_large", "learned_range", [0, 2],
  ]

  @Test(arguments: CheckpointSampler.classes.keys.sorted())
  func aPlanRunsWhatVerifyReplays(name: String) throws {
    let options = try #require(CheckpointSampler.classes[name]).keys.sorted()
    var compared = 0
    for (option, word) in options.flatMap({ option in Self.words.map { (option, $0) } }) {
      let sampler = CheckpointSampler(name, [option: word])
      for steps in [3, 4, 7, 8, 15, 20] {
        let plan = Plan(
          schedule: .checkpoint, grid: .checkpoint, solver: .checkpoint, clip: .checkpoint,
          steps: steps)
        guard let translation = try? sampler.translation(steps: steps) else {
          // What cannot be replayed is refused by name, never run in another way.
          #expect(throws: SamplingError.self) { try plan.components(sampler) }
          continue
        }
        let components = try plan.components(sampler)
        #expect(components.grid == translation.grid)
        #expect(components.startScale == translation.startScale)
        #expect(try plan.spelled(\.solver, sampler) == translation.solver)
        #expect(try plan.spelled(\.clip, sampler) == translation.clip)
        let told = try #require(components.toldTime)
        for step in translation.grid.steps {
          #expect(told(step.from) == translation.networkTime(step.from))
        }
        compared += 1
      }
    }
    #expect(Self.translated.contains(name) ? compared >= 6 : compared == 0)
  }

  @Test(arguments: CheckpointSampler.classes.keys.sorted())
  func whatAFileSaysOfItsNetworkNeedsNoSteps(name: String) throws {
    let process = try CheckpointSampler(name, [:]).process()
    let range = process.schedule.range
    #expect(range.lowerBound < range.upperBound)
    #expect(process.schedule.level(t: range.upperBound).rho > 0)
  }

  /// The time that a network is told is part of the run.
  @Test(arguments: ["EulerDiscreteScheduler", "KDPM2DiscreteScheduler", "DDIMScheduler"])
  func theToldTimeReachesTheModel(name: String) throws {
    let sampler = CheckpointSampler(name, ["timestep_spacing": "leading", "steps_offset": 1])
    let model = ClockModel(sampler)
    let plan = Plan(
      schedule: .checkpoint, grid: .checkpoint, solver: .checkpoint, clip: .checkpoint, steps: 4,
      batch: 2)
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    var run = Sampler(try plan.job(model: model, with: kernels))
    while try run.next() != nil {}

    let translation = try sampler.translation(steps: 4)
    let replay = try translation.job(
      model: model.telling(translation.networkTime), classes: [anyClass, anyClass],
      noise: .seed(plan.seed), with: kernels)
    #expect(run.state == (try Trace(replay)).final)

    // A grid of one's own is told the network's own time.
    var own = plan
    own.grid = Choice("karras")
    var other = Sampler(try own.job(model: model, with: kernels))
    while try other.next() != nil {}
    #expect(other.state != run.state)
  }

  @Test func optionsOfSisterClassesAreNamedAndIgnored() throws {
    let sampler = CheckpointSampler(
      "DDIMScheduler",
      ["skip_prk_steps": true, "sigma_max": nil, "_class_name": "DDIMScheduler", "solver_p": nil])
    #expect(sampler.ignoredOptions == ["skip_prk_steps"])
    #expect(
      try sampler.translation(steps: 4).grid
        == CheckpointSampler("DDIMScheduler", [:]).translation(steps: 4).grid)
    #expect(throws: TranslationError.self) {
      try CheckpointSampler("DDIMScheduler", ["spacing": "trailing"]).translation(steps: 4)
    }
  }

  @Test(arguments: ["DPMSolverMultistepInverseScheduler", "RePaintScheduler"])
  func aClassWithoutTranslationLeavesOwnWordsTheirWay(name: String) throws {
    let sampler = CheckpointSampler(name, ["prediction_type": "v_prediction"])
    #expect(try sampler.process().prediction == .velocity)
    var plan = Plan(
      schedule: Choice("linear"), grid: Choice("trailing"), solver: Choice("euler"),
      clip: Choice("none"), steps: 4)
    _ = try plan.components(sampler)
    plan.grid = .checkpoint
    let error = #expect(throws: SamplingError.self) { try plan.components(sampler) }
    #expect("\(try #require(error))".hasPrefix(name))
    #expect("\(try #require(error))".hasSuffix("Name the grid yourself."))
  }

  @Test func wordsLeftToAFileThatIsNotThereAreRefused() {
    let plan = Plan(grid: .checkpoint, solver: .checkpoint)
    let error = #expect(throws: SamplingError.self) { try plan.components(nil) }
    #expect(
      error.map { "\($0)" } == "digits has no scheduler file that could say the grid and solver. "
        + "Name them, or take a network that has one.")
  }

  @Test func theWordIsReadBackFromARunLine() throws {
    let plan = Plan(
      schedule: .checkpoint, grid: .checkpoint, solver: .checkpoint, clip: .checkpoint)
    #expect(try Plan(runLine: plan.runLine) == plan)
  }
}

/// A model that computes with what it is told as the time.
private final class ClockModel: Denoiser {
  let shape = SampleShape.point(dimensions: 3)
  let prediction = Prediction.noise
  let classNames: [String] = []
  let sampler: CheckpointSampler?
  private let time: @Sendable (NoiseLevel) -> Double

  init(_ sampler: CheckpointSampler?, time: @escaping @Sendable (NoiseLevel) -> Double = { $0.rho })
  {
    self.sampler = sampler
    self.time = time
  }

  func telling(_ time: @escaping @Sendable (NoiseLevel) -> Double) -> any Denoiser {
    ClockModel(sampler, time: time)
  }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    let told = time(level)
    for i in x.values.indices {
      output.mutableValues[i] = x.values[i] / (1 + level.rho) + told / 1000
    }
  }
}
