/// Weights of a linear multistep method by which each of its steps, from where those before have led,
/// ends nearest to the path of a teacher: a small linear least-squares problem a step, with an answer
/// that every sample has a part in.
///
///     minimise over b:   | ratio x_i + constant (m_i + sum_j b_j (m_(i-j) - m_i)) - x(level i+1) |²
///
/// with x' = ratio x + constant m what the step makes of a prediction that does not change.
struct WeightFit {
  /// Beyond it a plan would go by differences of predictions that are nearly the same.
  static let largest = 20.0

  let prediction: Prediction
  /// How many predictions before its own a step uses at most.
  let past: Int
  let teacher: Teacher

  /// - Returns: the weights as `ListedWeights` lists them, and where they lead; `nil` where that is
  ///   not finite.
  func fit(_ levels: [NoiseLevel], _ run: SearchContext) throws -> (
    weights: [Double], end: [Double]
  )? {
    run.rest()
    let count = ListedWeights.count(past: past, steps: levels.count - 1)
    let size = run.bench.reference.end.count
    let line = (["fit"] + levels.map { "\($0.rho)" }).joined(separator: " ")
    let entry = try run.bench.remembering(
      line,
      suiting: { $0.numbers == [0] || $0.numbers.count == 1 + count && $0.end.count == size }
    ) {
      let before = run.bench.evaluations
      let found = try solution(levels, run)
      return SearchJournal.Entry(
        evaluations: run.bench.evaluations - before, numbers: found.map { [1] + $0.weights } ?? [0],
        end: found?.end ?? [])
    }
    return entry.end.isEmpty ? nil : (Array(entry.numbers.dropFirst()), entry.end)
  }

  private func solution(_ levels: [NoiseLevel], _ run: SearchContext) throws -> (
    weights: [Double], end: [Double]
  )? {
    var job = try run.bench.job(run.plan)
    // Steps of the plan may leave out parts of the model.
    let models = job.grid.steps.map(\.model)
    var x = teacher.state(at: levels[0])
    var predictions: [[Double]] = []
    var weights: [Double] = []
    for (i, (s, t)) in zip(levels, levels.dropFirst()).enumerated() {
      var step = Step(from: s, to: t)
      if i < models.count { step.model = models[i] }
      guard x.allSatisfy(\.isFinite), let D = try data(x, step, &job, run) else { return nil }
      let isNoise = prediction == .noise && s.alpha > 0
      let linear = LinearPart(isNoise ? .noise : .data, eta: 0, from: s, to: t)
      predictions.insert(isNoise ? noise(x, D, s) : D, at: 0)
      let m = predictions[0]
      // Predictions of another kind, from a step at pure noise, are none to go by.
      let used = prediction == .noise && levels[0].alpha == 0 ? max(0, i - 1) : i
      let steps = (1..<max(1, min(i, past) + 1)).map { j in
        zip(predictions[j], m).map { $0 - $1 }
      }
      let goal = t.sigma == 0 ? run.bench.reference.end : teacher.state(at: t)
      let missing = m.indices.map { (goal[$0] - linear.ratio * x[$0]) / linear.constant - m[$0] }
      var b = solve(Array(steps.prefix(used)), missing)
      b += Array(repeating: 0, count: steps.count - b.count)
      for k in x.indices {
        var sum = m[k]
        for (weight, step) in zip(b, steps) { sum += weight * step[k] }
        x[k] = linear.ratio * x[k] + linear.constant * sum
      }
      weights += b
    }
    return x.allSatisfy(\.isFinite) ? (weights, x) : nil
  }

  /// The guided model's data prediction; `nil` where it is not finite.
  private func data(
    _ x: [Double], _ step: Step, _ job: inout SamplingJob, _ run: SearchContext
  ) throws -> [Double]? {
    job.grid = Grid(steps: [step])
    job.solver = Euler(knobs: [:])
    job.noise = .started(x, seed: 0)
    job.startScale = 1
    let look = Teacher(job)
    do { return try run.follow(look) ? look.data[0] : nil } catch is SamplingError { return nil }
  }

  private func noise(_ x: [Double], _ D: [Double], _ s: NoiseLevel) -> [Double] {
    zip(x, D).map { ($0 - s.alpha * $1) / s.sigma }
  }

  /// The least squares, with as much of the squares of the weights added as keeps them in bounds.
  private func solve(_ steps: [[Double]], _ missing: [Double]) -> [Double] {
    let A = steps.map { a in steps.map { dot(a, $0) } }
    let g = steps.map { dot($0, missing) }
    let scale = A.indices.map { A[$0][$0] }.max() ?? 0
    var share = 1e-9
    while scale > 0, share < 1e9 {
      var damped = A
      for k in A.indices { damped[k][k] += share * scale }
      if let b = solvePositive(damped, g), b.allSatisfy({ abs($0) <= Self.largest }) { return b }
      share *= 10
    }
    return Array(repeating: 0, count: steps.count)
  }
}

extension Teacher {
  /// Where the path is at a level: from the state in front of it, with the data prediction on the
  /// line through those around it.
  func state(at level: NoiseLevel) -> [Double] {
    let i = levels.lastIndex { $0.rho >= level.rho } ?? 0
    guard i < data.count, levels[i].rho > level.rho else { return states[min(i, states.count - 1)] }
    let s = levels[i], linear = LinearPart(.data, eta: 0, from: s, to: level)
    var slope = 0.0
    if i + 1 < data.count {
      let h = levels[i + 1].lambda - s.lambda
      slope = h.isFinite ? linear.h / (2 * h) : 0
    }
    let next = data[min(i + 1, data.count - 1)]
    return states[i].indices.map {
      let D = data[i][$0] + slope * (next[$0] - data[i][$0])
      return linear.ratio * states[i][$0] + linear.constant * D
    }
  }
}
