import Files
import Glibc
import Quickstep
import Tensors
import Testing

/// Exact paths against solutions that another integrator found, and against what they must obey.
@Suite struct ExactPathTests {
  static let schedules = [
    "vp-linear-continuous": "vp-linear", "vp-cosine-continuous": "cosine",
    "vp-discrete-linear": "linear", "vp-discrete-scaled_linear": "scaled-linear",
    "vp-discrete-squaredcos_cap_v2": "cosine-table", "vp-discrete-sigmoid": "sigmoid",
    "edm": "edm", "rectified-flow": "flow",
  ]

  @Test func everyReferenceIsReproduced() throws {
    let models = try golden.mixtures()
    let labels = try GoldenModels.read(golden.mixtureFile).classLabels.map(Int32.init)
    let references = try GoldenReference.read(golden.path("ode-reference.json.gz"))
    #expect(references.count == 56)
    for reference in references {
      let parts = reference.model.split(separator: "@cfg")
      let model = try #require(models[String(parts[0])])
      let scale = parts.count > 1 ? Double(parts[1]) : nil
      let schedule = try Quickstep.schedules.make(
        Choice(try #require(Self.schedules[reference.schedule])))
      let levels = zip(reference.times, zip(reference.alphas, reference.sigmas)).map {
        NoiseLevel(t: $0, alpha: $1.0, sigma: $1.1)
      }
      let start = reference.states[0]
      var job = job(model, levels)
      job.schedule = schedule
      job.classes = Array(repeating: anyClass, count: start.samples)
      if let scale {
        job.classes = labels
        job.guidance = try guidances.make(Choice("cfg", ["scale": .real(scale)]))
      }
      let path = try ExactPath.solve(job, from: start.values) { false }
      #expect(path.count == levels.count)
      for (found, expected) in zip(path, reference.states) {
        let size = max(1, expected.values.map(abs).max() ?? 1)
        let worst = zip(found, expected.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(worst <= 1e-9 * size, "\(reference.schedule) \(reference.model)")
      }
    }
  }

  /// One image: D is that image, so y = x/alpha moves on a straight line in sigma/alpha.
  @Test func ofOneImageTheLineIsKnown() throws {
    let model = DataSetModel(pixels: [0, 85, 170, 255], width: 2, height: 2, channels: 1)
    let image = model.image(0)
    for high in [80.0, 1, 0.005] {
      let job = job(model, [high, high / 3, high / 100, 0].map(NoiseLevel.init(sigma:)))
      let start = [1.0, -2, 0.5, 3].map { $0 * high }
      let path = try ExactPath.solve(job, from: start) { false }
      for (state, level) in zip(path, job.grid.levels) {
        for i in 0..<4 {
          let expected = image[i] + (start[i] - image[i]) * level.sigma / high
          #expect(abs(state[i] - expected) <= 1e-4 * max(1, high))
        }
      }
      #expect(zip(path[3], image).allSatisfy { abs($0 - $1) <= 1e-12 })
    }
  }

  @Test func thePathDoesNotDependOnTheLevelsInBetween() throws {
    let ends = job(.ring8(), [80, 0].map(NoiseLevel.init(sigma:)))
    let start = Sampler(ends).state
    let direct = try ExactPath.solve(ends, from: start) { false }
    let stops = job(.ring8(), [80, 3, 0.4, 0.02, 0.004, 0].map(NoiseLevel.init(sigma:)))
    let stopping = try ExactPath.solve(stops, from: start) { false }
    #expect(rootMeanSquareDistance(direct[1], stopping[5]) <= 1e-8)
    // Nor on what the model is asked for, nor on clipping.
    for prediction in Prediction.allCases {
      var recast = ends
      recast.model = Recast(ends.model, as: prediction)
      recast.clip = RangeClip(KnobValues(RangeClip.declaration.knobs, ["limit": .real(0.1)]))
      let path = try ExactPath.solve(recast, from: start) { false }
      #expect(rootMeanSquareDistance(direct[1], path[1]) <= 1e-8, "\(prediction)")
    }
  }

  @Test func whereTheStepsDoNotMeetThePathEnds() throws {
    var job = job(.ring8(), [80, 3, 0.4].map(NoiseLevel.init(sigma:)))
    job.grid.steps[1].from.sigma = 2
    let start = Sampler(job).state
    #expect(try ExactPath.solve(job, from: start) { false }.count == 2)
  }

  @Test func obstaclesAreNamed() throws {
    var job = job(.ring8(), [80, 3, 0].map(NoiseLevel.init(sigma:)))
    #expect(ExactPath.obstacle(job) == nil)
    #expect(throws: PathError.stopped) {
      try ExactPath.solve(job, from: Sampler(job).state) { true }
    }
    job.solver = try solvers.make(Choice("euler", ["eta": .real(0.5)]))
    #expect(throws: PathError.drawsNoise) {
      try ExactPath.solve(job, from: Sampler(job).state) { false }
    }
    let noiseModel = Recast(GaussianMixture.ring8(), as: .noise)
    let flow = self.job(
      noiseModel, [1, 0.5, 0].map { NoiseLevel(t: $0, alpha: 1 - $0, sigma: $0) })
    #expect(throws: PathError.notFinite(NoiseLevel(t: .pi / 2, alpha: 0, sigma: 1))) {
      try ExactPath.solve(flow, from: Sampler(flow).state) { false }
    }
  }

  private func job(_ model: GaussianMixture, _ levels: [NoiseLevel]) -> SamplingJob {
    job(model as any Denoiser, levels)
  }

  private func job(_ model: any Denoiser, _ levels: [NoiseLevel]) -> SamplingJob {
    SamplingJob(
      model: model, schedule: EDM(KnobValues(EDM.declaration.knobs, [:])),
      grid: Grid(levels: levels), solver: Euler(KnobValues(Euler.declaration.knobs, [:])),
      guidance: Unguided(KnobValues([], [:])), clip: NoClip(KnobValues([], [:])),
      classes: [anyClass], noise: .seed(3), startScale: levels[0].sigma, kernels: kernels)
  }
}
