import Glibc

/// Ranks solver schedules by what was learned from others: a network of 64 hidden units whose larger
/// output means the larger error (Liu et al. 2023; Liu et al. 2023, OMS-DPM). Trained on pairs, so
/// that only the order counts: max(0, 1 - sign(e_a - e_b) (s_a - s_b)).
struct SchedulePredictor {
  private static let hidden = 64, batch = 32
  private static let learningRate = 1e-3
  /// Errors that differ by less than this in their logarithms are no pair.
  private static let least = 0.02

  private let inputs: Int
  /// Row by row of the hidden units: weights of the inputs and the bias; then the weights of the
  /// output, whose bias no pair can tell.
  private var weights: [Double]
  private var mean, square: [Double]
  private var updates = 0

  init(inputs: Int, using random: inout some RandomNumberGenerator) {
    self.inputs = inputs
    let width = inputs + 1
    let scale = sqrt(6 / Double(inputs)), last = sqrt(3 / Double(Self.hidden))
    weights = (0..<Self.hidden * (width + 1)).map { index in
      if index >= Self.hidden * width { return .random(in: -last...last, using: &random) }
      return index % width == inputs ? 0 : .random(in: -scale...scale, using: &random)
    }
    mean = weights.map { _ in 0 }
    square = mean
  }

  /// The larger, the worse.
  func score(_ features: [Double]) -> Double { outcome(of: features).score }

  /// One pass over all examples in batches; every pair of a batch counts.
  mutating func train(
    _ features: [[Double]], _ errors: [Double], using random: inout some RandomNumberGenerator
  ) {
    let order = features.indices.shuffled(using: &random)
    for start in stride(from: 0, to: order.count, by: Self.batch) {
      let batch = order[start..<min(start + Self.batch, order.count)]
      update(batch.map { features[$0] }, batch.map { log(errors[$0]) })
    }
  }

  private func outcome(of features: [Double]) -> (score: Double, active: [Double]) {
    let width = inputs + 1
    // One-hot features are mostly zero.
    let used = features.indices.filter { features[$0] != 0 }
    var score = 0.0
    var active = Array(repeating: 0.0, count: Self.hidden)
    for unit in 0..<Self.hidden {
      var sum = weights[unit * width + inputs]
      for index in used { sum += weights[unit * width + index] * features[index] }
      active[unit] = max(0, sum)
      score += weights[Self.hidden * width + unit] * active[unit]
    }
    return (score, active)
  }

  private mutating func update(_ features: [[Double]], _ errors: [Double]) {
    let outcomes = features.map(outcome)
    guard let slopes = slopes(outcomes.map(\.score), errors) else { return }
    let width = inputs + 1
    var gradient = weights.map { _ in 0.0 }
    for (row, slope) in slopes.enumerated() where slope != 0 {
      let used = features[row].indices.filter { features[row][$0] != 0 }
      for unit in 0..<Self.hidden where outcomes[row].active[unit] > 0 {
        gradient[Self.hidden * width + unit] += slope * outcomes[row].active[unit]
        let back = slope * weights[Self.hidden * width + unit]
        for index in used { gradient[unit * width + index] += back * features[row][index] }
        gradient[unit * width + inputs] += back
      }
    }
    adam(gradient)
  }

  /// Of the mean over pairs, by each score; `nil` where there is no pair.
  private func slopes(_ scores: [Double], _ errors: [Double]) -> [Double]? {
    var slopes = scores.map { _ in 0.0 }
    var pairs = 0
    for a in scores.indices {
      for b in scores.indices where errors[a] - errors[b] > Self.least {
        pairs += 1
        guard scores[a] - scores[b] < 1 else { continue }
        slopes[a] -= 1
        slopes[b] += 1
      }
    }
    return pairs == 0 ? nil : slopes.map { $0 / Double(pairs) }
  }

  /// Kingma & Ba 2015, algorithm 1.
  private mutating func adam(_ gradient: [Double]) {
    updates += 1
    let first = 1 - pow(0.9, Double(updates)), second = 1 - pow(0.999, Double(updates))
    for index in weights.indices {
      let g = gradient[index]
      mean[index] += 0.1 * (g - mean[index])
      square[index] += 0.001 * (g * g - square[index])
      weights[index] -=
        Self.learningRate * (mean[index] / first) / (sqrt(square[index] / second) + 1e-8)
    }
  }
}

/// How far two orders agree: the pairs that both put in one order less those that they do not, over
/// all pairs (Kendall 1938); `nil` for fewer than two numbers.
func kendallTau(_ a: [Double], _ b: [Double]) -> Double? {
  guard a.count > 1 else { return nil }
  var sum = 0
  for i in a.indices {
    for j in 0..<i {
      let product = (a[i] - a[j]) * (b[i] - b[j])
      sum += product > 0 ? 1 : product < 0 ? -1 : 0
    }
  }
  return Double(sum) / Double(a.count * (a.count - 1) / 2)
}
