import Networks
import Quickstep

extension Acceptance {
  /// A small network that stands in for a flow's velocity now and then (Zhao et al. 2024).
  func refiner() throws {
    let training = try SmallTraining(with: kernels)
    var plan = lesson(steps: 2000, batch: 128)
    let (checkpoint, folder, losses) = try training.taught(plan)
    // A network that has learned nothing answers 0, so that its loss is the energy of the offset.
    plan = lesson(steps: 1, batch: 16_384)
    var untrained = Trainer(try training.setup(plan), with: kernels)
    let energy = Double(try untrained.step().loss), loss = mean(losses.suffix(200))
    row("numbers of the network", Double(checkpoint.parameterCount), .told("2100"))
    row("energy of the offset", energy, .told("0.0260"))
    row("loss", loss, .told("0.0037"))
    row("explained share", 1 - loss / energy, .atLeast(0.7))

    let network = try checkpoint.companion(.refiner, with: kernels)
    let model = Accompanied(training.teacher.model, by: Companions(networks: [.refiner: network]))
    func error(_ solver: String, _ steps: Int) throws -> Double {
      var plan = Plan(
        schedule: Choice("flow"), grid: Choice("trailing"), solver: try solvers.choice(solver),
        steps: steps, seed: 99, batch: 256)
      if solver.contains("refined") { plan.refiner = folder }
      return try training.error(plan, of: model)
    }
    let plain = try error("flow-turbo", 7)
    let early = try error("flow-turbo:refined=3,refined-from=1", 10)
    row("Euler, 8 evaluations", try error("flow-euler", 8), .told("0.0807"))
    row("pseudo corrector, 8 evaluations", plain, .told("0.0190"))
    row("three early steps refined, 8 evaluations", early, .told("0.0167"))
    row("three early steps refined / none", early / plain, .atMost(1))
    row(
      "three last steps refined / none", try error("flow-turbo:refined=3", 10) / plain,
      .gain(before: 0.043 / 0.019))
  }

  private func lesson(steps: Int, batch: Int) -> TrainingPlan {
    var plan = TrainingPlan()
    plan.method = Choice("refine")
    plan.network = Choice("mlp", ["widths": .integers([32, 32]), "time-features": .integer(16)])
    plan.optimizer.knobs = [
      "rate": .real(3e-3), "warm-up": .integer(min(100, steps)), "average-decay": .real(0.99),
    ]
    (plan.steps, plan.batch) = (steps, batch)
    return plan
  }
}
