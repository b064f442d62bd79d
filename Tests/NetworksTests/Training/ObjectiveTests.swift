import Files
import Glibc
@testable import Networks
import Quickstep
import Tensors
import Testing

@Suite struct ObjectiveTests {
  typealias Kind = TrainingObjective.Kind

  static let all: [(Kind, String)] = [
    (.noise, "linear"), (.noise, "vp-linear"), (.data, "cosine"), (.velocity, "cosine"),
    (.flow, "flow"), (.edm, "edm"), (.noise, "edm"),
  ]

  /// For data N(m, s²) the best answer is known: the network that gives it must be turned, by what
  /// sampling does with its output, into the posterior mean.
  @Test(arguments: all) func theBestAnswerIsThePosteriorMean(kind: Kind, schedule: String)
    throws
  {
    let objective = try objective(kind, schedule)
    let m = 0.3, s = 0.8
    for level in objective.levels(step: 4, seed: 2, count: 64, with: kernels) {
      let question = objective.question(at: level)
      let (a, b) = (question.input.data, question.input.noise)
      let (c, d) = (question.target.data, question.target.noise)
      // u = a x0 + b eps is known; target = c x0 + d eps, with x0 = m + s z.
      let slope = (a * c * s * s + b * d) / (a * a * s * s + b * b)
      for x in [-2.0, 0, 1.5] {
        let u = question.input.noise == 0 ? a * m : a / level.alpha * x
        let answer = c * m + slope * (u - a * m)
        let adapter = objective.process.adapter(at: level)
        #expect(abs(adapter.inputScale * x - u) < 1e-9 * max(1, abs(u)))
        let prediction = adapter.prediction.state * x + adapter.prediction.output * answer
        let conversion = objective.process.prediction.conversion(to: .data, at: level)
        let found = conversion.state * x + conversion.output * prediction
        let gain =
          level.alpha * s * s / (level.alpha * level.alpha * s * s + level.sigma * level.sigma)
        let expected = m + gain * (x - level.alpha * m)
        #expect(abs(found - expected) < 1e-6 * max(1, level.rho), "\(level)")
      }
    }
  }

  @Test func targets() throws {
    let level = NoiseLevel(t: 0.5, alpha: 0.6, sigma: 0.8)
    let expected: [(Kind, Question.Mixture)] = [
      (.noise, .init(data: 0, noise: 1)), (.data, .init(data: 1, noise: 0)),
      (.velocity, .init(data: -0.8, noise: 0.6)),
    ]
    for (kind, target) in expected {
      let question = try objective(kind, "cosine").question(at: level)
      #expect(abs(question.target.data - target.data) < 1e-12)
      #expect(abs(question.target.noise - target.noise) < 1e-12)
    }
    let flow = try objective(.flow, "flow").question(
      at: NoiseLevel(t: 0.25, alpha: 0.75, sigma: 0.25))
    #expect(flow.target == .init(data: -1, noise: 1))
    #expect(flow.input == .init(data: 0.75, noise: 0.25))
    #expect(flow.time == 250)
  }

  /// Karras et al. 2022, equation 8: lambda c_out² |F - target|² with lambda c_out² = 1.
  @Test(arguments: [0.002, 0.1, 0.5, 3, 80]) func elucidatedWeighting(sigma: Double) throws {
    let objective = try objective(.edm, "edm")
    let question = objective.question(at: NoiseLevel(sigma: sigma))
    let s = 0.5
    let skip = s * s / (sigma * sigma + s * s)
    let out = sigma * s / (sigma * sigma + s * s).squareRoot()
    let lambda = (sigma * sigma + s * s) / (sigma * s * sigma * s)
    #expect(abs(lambda * out * out - 1) < 1e-12)
    let norm = (sigma * sigma + s * s).squareRoot()
    for (x0, eps) in [(1.0, 0.0), (0, 1), (0.4, -2)] {
      let x = x0 + sigma * eps
      let expected = (x0 - skip * x) / out
      let found = question.target.data * x0 + question.target.noise * eps
      #expect(abs(found - expected) < 1e-9 * max(1, abs(expected)))
      #expect(abs(question.input.data * x0 + question.input.noise * eps - x / norm) < 1e-9)
    }
    #expect(abs(question.time - log(sigma) / 4) < 1e-12)
  }

  @Test func uniformTimesFillTheRange() throws {
    let count = 50
    let flow = try objective(.flow, "flow")
    let times = flow.levels(step: 0, seed: 1, count: count, with: kernels).map(\.t)
    let range = flow.process.schedule.range
    for (index, t) in times.enumerated() {
      let share = (t - range.lowerBound) / (range.upperBound - range.lowerBound)
      #expect(Int(share * Double(count) + 1e-9) == index)
    }
    let table = try objective(.noise, "linear")
    let steps = table.levels(step: 0, seed: 1, count: 1000, with: kernels).map(\.t)
    #expect(steps == (0..<1000).map(Double.init))
  }

  @Test func normalTimesHaveTheirMoments() throws {
    func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
      let mean = values.reduce(0, +) / Double(values.count)
      let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      return (mean, square.squareRoot())
    }
    let edm = try objective(.edm, "edm").levels(step: 7, seed: 1, count: 20_000, with: kernels)
    let logs = moments(edm.map { log($0.sigma) })
    #expect(abs(logs.mean + 1.2) < 0.04 && abs(logs.deviation - 1.2) < 0.03)
    let flow = try objective(
      Choice(
        "flow",
        ["times": .word("logit-normal"), "mean": .real(0.5), "deviation": .real(0.7)])
    ).levels(step: 7, seed: 1, count: 20_000, with: kernels)
    let logits = moments(flow.map { log($0.t / (1 - $0.t)) })
    #expect(abs(logits.mean - 0.5) < 0.03 && abs(logits.deviation - 0.7) < 0.03)
  }

  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private func objective(_ kind: Kind, _ schedule: String) throws -> Objective {
    try objective(Choice(kind.rawValue), on: try schedules.choice(schedule))
  }

  private func objective(_ objective: Choice, on schedule: Choice? = nil) throws -> Objective {
    var plan = TrainingPlan()
    plan.network = Choice("mlp", ["widths": .integers([4])])
    plan.objective = objective
    plan.schedule = schedule
    let setup = try TrainingSetup(plan, data: MixtureData(.ring()))
    guard let lesson = setup.lesson as? PredictionMatching else { fatalError("no prediction") }
    return lesson.objective
  }
}
