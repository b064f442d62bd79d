import Experiments
import Files
import Networks
import Quickstep
import Tensors
import Testing

/// What pure noise says of a sample.
@Suite struct OneMoreStepTests {
  /// The means of the two moons, and of both together the mean of all, whatever the noise.
  @Test func learnsTheMeanOfEveryClass() throws {
    let folder = TemporaryFolder()
    let moons = GaussianMixture.moons()
    var plan = TrainingPlan()
    plan.method = Choice("one-more-step")
    plan.network = Choice("mlp", ["widths": .integers([32]), "time-features": .integer(4)])
    plan.optimizer.knobs = [
      "rate": .real(5e-3), "warm-up": .integer(20), "average-decay": .real(0.99),
    ]
    (plan.steps, plan.batch, plan.isConditional) = (800, 128, true)
    try train(try TrainingSetup(plan, data: MixtureData(moons)), to: folder("psi"))
    let psi = try Checkpoint(folder("psi")).companion(.oneMoreStep, with: oneThread)

    let count = 64
    let noise = AlignedBuffer(repeatableNumbers(2 * count, seed: 3).map { 3 * Double($0) })
    for label in [0, 1, anyClass] {
      let output = AlignedBuffer(count: 2 * count)
      psi.answer(
        [noise], at: NoiseLevel(t: 1, alpha: 0, sigma: 1),
        classes: Array(repeating: label, count: count), into: output, with: oneThread)
      for axis in 0..<2 {
        let mean =
          -stride(from: axis, to: 2 * count, by: 2).reduce(0) { $0 + output[$1] } / Double(count)
        #expect(abs(mean - Self.mean(of: moons, label, axis)) < 0.1, "\(label) \(axis)")
      }
    }
  }

  /// 64 numbers of equal brightness, three levels of it; 25 steps of DDIM from alpha = 0.068 with a
  /// network that was trained beside the model: mean brightness and shares of the three levels.
  @Test func repairsTheMeanThatNoiseLacks() throws {
    let folder = TemporaryFolder()
    let brightness = [0.2, 0.6, 1.0]
    let model = GaussianMixture(
      components: brightness.map {
        GaussianMixture.Component(
          weight: 1 / 3.0, mean: Array(repeating: $0, count: 64), deviation: 0.1)
      })
    var training = TrainingPlan()
    training.method = Choice("one-more-step")
    training.network = Choice("mlp", ["widths": .integers([32]), "time-features": .integer(4)])
    training.optimizer.knobs = [
      "rate": .real(5e-3), "warm-up": .integer(20), "average-decay": .real(0.99),
    ]
    (training.steps, training.batch) = (600, 128)
    try train(try TrainingSetup(training, data: MixtureData(model)), to: folder("psi"))
    let psi = try Checkpoint(folder("psi")).companion(.oneMoreStep, with: oneThread)

    let plan = Plan(
      schedule: Choice("scaled-linear"), grid: Choice("linspace"), solver: Choice("euler"),
      steps: 25, batch: 4000, start: Choice("one-more-step"), oneMoreStep: folder("psi"))
    var sampler = Sampler(
      try plan.job(
        model: Accompanied(model, by: Companions(networks: [.oneMoreStep: psi])),
        with: oneThread))
    while try sampler.next() != nil {}
    let samples = sampler.state
    let means = stride(from: 0, to: samples.count, by: 64).map {
      samples[$0..<$0 + 64].reduce(0, +) / 64
    }
    #expect(abs(means.reduce(0, +) / 4000 - 0.6) <= 0.01)
    for value in brightness {
      let share = Double(means.count { abs($0 - value) < 0.2 }) / 4000
      #expect(abs(share - 1 / 3.0) <= 0.03, "\(value): \(share)")
    }
  }

  private static func mean(of mixture: GaussianMixture, _ label: Int32, _ axis: Int) -> Double {
    let parts = mixture.components.filter { label == anyClass || $0.classIndex == Int(label) }
    return parts.reduce(0) { $0 + $1.weight * $1.mean[axis] }
      / parts.reduce(0) { $0 + $1.weight }
  }
}
