import Networks
import Quickstep

extension Acceptance {
  /// Few steps of Euler's method that learn to end where many do (Nguyen et al. 2024): 1200 steps
  /// of training.
  func straightening() throws {
    let training = try SmallTraining(with: kernels)
    for (steps, knots, before) in [
      (2, "boss", ("0.600", "0.066")), (4, "boss", ("0.208", "0.037")),
      (2, "uniform", ("0.644", "0.070")), (4, "uniform", ("0.170", "0.034")),
    ] {
      var lesson = TrainingPlan()
      lesson.method = Choice(
        "straighten",
        ["steps": .integer(steps), "knots": .word(knots), "paths": .integer(5000)])
      lesson.optimizer.knobs = ["warm-up": .integer(50), "average-decay": .real(0.99)]
      (lesson.steps, lesson.batch) = (1200, 64)
      let student = try training.taught(lesson).checkpoint
      var plan = Plan(seed: 99, batch: 256)
      try plan.adopt(student.defaults())
      let first = try training.error(plan, of: training.teacher.model)
      let last = try training.error(plan, of: student.model(with: kernels))
      row("\(steps) steps, \(knots) knots, before", first, .told(before.0))
      row("\(steps) steps, \(knots) knots, after", last, .told(before.1))
      row("\(steps) steps, \(knots) knots, before / after", first / last, .atLeast(3))
    }
  }
}
