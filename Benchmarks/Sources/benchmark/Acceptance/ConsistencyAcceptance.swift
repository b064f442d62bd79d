import Experiments
import Networks
import Quickstep

extension Acceptance {
  /// Jumps that a network learned from the exact model beside steps of DDIM with that model (Ding et
  /// al. 2025, Efficient-vDiT, multi-step consistency distillation): 20,498 numbers, 3,500 steps of
  /// training.
  func multistepConsistency() throws {
    let ring = Self.circle(radius: 1.5, deviation: 0.15)
    for (jumps, before) in [(2, "0.158"), (4, "0.127"), (8, "0.096")] {
      let trainer = try consistency(jumps, on: ring)
      guard let model = try trainer.model(), let description = trainer.setup.description else {
        continue
      }
      var plan = Plan(seed: 1, batch: 2048)
      try plan.adopt(NetworkProcess(description).defaults)
      let learned = try distance(
        end(plan, on: model), ends.end(of: plan.job(model: ring, with: kernels)), 2)
      let steps = try self.plan("euler", "uniform-lambda", steps: 2 * jumps, batch: 2048)
      row("\(jumps) jumps", learned, .told(before))
      row(
        "\(jumps) jumps / DDIM, \(2 * jumps) steps", learned / (try error(steps, on: ring)),
        jumps < 8 ? .atMost(1) : .told("0.56"))
    }
  }

  private func consistency(_ jumps: Int, on ring: GaussianMixture) throws -> Trainer {
    var plan = TrainingPlan()
    plan.method = Choice("mcd", ["segments": .integer(jumps)])
    plan.network = Choice("mlp", ["widths": .integers([112, 112])])
    plan.schedule = Choice("vp-linear")
    plan.grid = Choice("uniform-lambda", ["end": .word("min")])
    plan.optimizer.knobs = [
      "rate": .real(3e-3), "warm-up": .integer(100), "average-decay": .real(0.99),
    ]
    (plan.steps, plan.batch) = (3500, 256)
    plan.teacher = "ring"
    var trainer = Trainer(
      try TrainingSetup(
        plan, data: MixtureData(ring), cast: TrainingCast(teacher: .exact("ring", ring))),
      with: kernels)
    while trainer.remaining > 0 { _ = try trainer.step() }
    return trainer
  }
}
