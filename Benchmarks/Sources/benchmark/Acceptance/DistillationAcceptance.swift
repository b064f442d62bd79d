import Experiments
import Networks
import Quickstep

extension Acceptance {
  /// Jumps that a network has learned beside steps of DDIM with the exact model: distances from the
  /// end of the flow, as they were measured before: of whole samples.
  func distilled() throws {
    let ring = MixtureData(medium)
    func distance(_ plan: Plan, _ model: any Denoiser) throws -> Double {
      let job = try plan.job(model: model, with: kernels)
      let exact = try plan.job(model: medium, with: kernels)
      return try 2.0.squareRoot()
        * rootMeanSquareDistance(
          end(of: job), ExactPath.end(of: exact, from: Sampler(exact).state))
    }
    func steps(_ count: Int) throws -> Double {
      try distance(plan("euler", "uniform-lambda", steps: count, batch: 2048), medium)
    }
    for (K, before) in [(2, 0.158), (4, 0.127), (8, 0.096)] {
      let plan = try consistency(K, of: ring)
      var trainer = Trainer(
        try TrainingSetup(
          plan, data: ring, cast: TrainingCast(teacher: .exact("ring", medium))), with: kernels)
      while trainer.remaining > 0 { _ = try trainer.step() }
      guard let model = try trainer.model(), let description = trainer.setup.description else {
        continue
      }
      var sampling = Plan(seed: 1, batch: 2048)
      try sampling.adopt(NetworkProcess(description).defaults)
      let jumps = try distance(sampling, model)
      row("MCD, \(K) jumps, ring of radius 1.5", jumps, .told(before))
      let ratio = jumps / (try steps(2 * K))
      row("MCD, \(K) jumps / DDIM, \(2 * K) steps", ratio, K < 8 ? .atMost(1) : .told(1))
    }
  }

  /// 20,498 parameters and 3,500 steps.
  private func consistency(_ segments: Int, of data: MixtureData) throws -> TrainingPlan {
    var plan = TrainingPlan()
    plan.method = Choice("mcd", ["segments": .integer(segments)])
    plan.network = Choice("mlp", ["widths": .integers([112, 112])])
    plan.schedule = Choice("vp-linear")
    plan.grid = Choice("uniform-lambda", ["end": .word("min")])
    plan.optimizer.knobs = [
      "rate": .real(3e-3), "warm-up": .integer(100), "average-decay": .real(0.99),
    ]
    (plan.steps, plan.batch) = (3500, 256)
    plan.teacher = "ring"
    return plan
  }
}
