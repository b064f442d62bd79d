import Glibc
import Tensors

/// Averages over the pairs, of one coordinate of y, D and D' = dD/dlambda.
struct PairMoments {
  /// Means.
  var y = 0.0, D = 0.0, change = 0.0
  /// Variances and covariances.
  var yy = 0.0, yD = 0.0, DD = 0.0, yChange = 0.0, DChange = 0.0
  /// The mean of dD/dy.
  var growth = 0.0

  /// s and b for which s f + b is closest to f', with f = g y - D and
  /// f' = g (D - y) - dl/dlambda y - D', where g = 1 - l.
  func bestGuess(l: Double, slope: Double) -> (s: Double, b: Double) {
    let g = 1 - l, p = -(g + slope)
    let variance = g * (g * yy - 2 * yD) + DD
    let covariance = g * (p * yy + g * yD - yChange) - (p * yD + g * DD - DChange)
    var s = variance > 0 ? covariance / variance : 0
    // Nearly 0/0 where f hardly varies.
    if !(variance > 1e-8) { s = min(max(s, -6), 6) }
    return (s, p * y + g * D - change - s * (g * y - D))
  }
}

/// Samples and noise, the same at every level, and the model that is asked about them.
///
/// In coordinates y = x/alpha, where dy/dlambda = D - y and f = (1 - l) y - D.
struct SamplePairs {
  private let context: StepContext
  private let space: DoubleStates
  private let sample, noise: Slot
  /// Directions v in which D is differentiated: each coordinate's own, or one for all of them with
  /// signs at random, whose products v (dD/dy v) have the diagonal as their mean (Hutchinson 1990).
  private let directions: [Slot]
  private let width: Int
  /// Of central differences: what balances the model's own accuracy.
  private let difference: Double

  /// The widest samples that are differentiated coordinate by coordinate.
  private static let fewCoordinates = 16

  init(_ job: SamplingJob, samples: [Double], accuracy: Double, seed: UInt64) {
    let width = job.model.shape.count, count = job.classes.count
    func draw(_ step: UInt32, _ fill: (AlignedBuffer, NoiseKey) -> Void) -> [Double] {
      let rows = AlignedBuffer(count: count * width)
      fill(rows, NoiseKey(seed: seed, step: step, purpose: NoisePurpose.statistics.rawValue))
      return rows.copy()
    }
    let indices = 0..<UInt32(count)
    let noise = draw(0) { job.kernels.fillNormals($0.mutableValues, samples: indices, key: $1) }
    let directions =
      width <= Self.fewCoordinates
      ? (0..<width).map { i in (0..<noise.count).map { $0 % width == i ? 1.0 : 0 } }
      : [
        draw(1) { job.kernels.fillUniforms($0.mutableValues, samples: indices, key: $1) }
          .map { $0 < 0.5 ? -1 : 1 }
      ]
    var pairs = job
    pairs.noise = .given(start: samples, steps: [[noise] + directions])
    space = DoubleStates(pairs)
    sample = space.start(scale: 1)
    context = StepContext(space: space, job: pairs, start: sample, observer: nil)
    context.adopt(sample)
    self.noise = context.noise()
    self.directions = directions.map { [context] _ in context.noise() }
    self.width = width
    difference = cbrt(accuracy)
  }

  /// How often the model was asked about all pairs.
  var evaluations: Int { context.evaluations }

  /// How often the guided model is asked at a level.
  static func askedPerKnot(width: Int) -> Int { 3 + 2 * (width <= fewCoordinates ? width : 1) }

  /// For each coordinate, at the level with this lambda.
  func moments(at lambda: Double) -> [PairMoments] {
    defer { context.end(keeping: [noise] + directions) }
    let rho = exp(-lambda), h = difference
    let y = context.combine((sample, 1), (noise, rho))
    let D = data(y, lambda)
    let change = slope(
      data(context.combine((y, 1 - h), (D, h)), lambda + h),
      data(context.combine((y, 1 + h), (D, -h)), lambda - h), over: h)
    var moments = averages(space.values(y), space.values(D), space.values(change))
    for v in directions {
      let signs = space.values(v)
      let growth = space.values(
        slope(
          data(context.combine((y, 1), (v, h * rho)), lambda),
          data(context.combine((y, 1), (v, -h * rho)), lambda), over: h * rho))
      for i in 0..<width { moments[i].growth += mean(growth, times: signs, of: i) }
    }
    return moments
  }

  private func data(_ y: Slot, _ lambda: Double) -> Slot {
    context.evaluate(y, at: NoiseLevel(sigma: exp(-lambda)), as: .data)
  }

  private func slope(_ ahead: Slot, _ behind: Slot, over h: Double) -> Slot {
    context.combine((ahead, 0.5 / h), (behind, -0.5 / h))
  }

  private func mean(_ a: [Double], times b: [Double], of coordinate: Int) -> Double {
    var sum = 0.0
    for k in stride(from: coordinate, to: a.count, by: width) { sum += a[k] * b[k] }
    return sum * Double(width) / Double(a.count)
  }

  private func averages(_ y: [Double], _ D: [Double], _ change: [Double]) -> [PairMoments] {
    let ones = Array(repeating: 1.0, count: y.count)
    let share = Double(width) / Double(y.count)
    return (0..<width).map { i in
      var m = PairMoments(
        y: mean(y, times: ones, of: i), D: mean(D, times: ones, of: i),
        change: mean(change, times: ones, of: i))
      for k in stride(from: i, to: y.count, by: width) {
        let a = y[k] - m.y, b = D[k] - m.D, c = (change[k] - m.change) * share
        m.yy += a * a * share
        m.yD += a * b * share
        m.DD += b * b * share
        m.yChange += a * c
        m.DChange += b * c
      }
      return m
    }
  }
}
