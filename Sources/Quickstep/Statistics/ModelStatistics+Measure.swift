import Glibc
import Tensors

extension ModelStatistics {
  /// Measures the guided data prediction D of a job between the ends of its grid, on true samples
  /// with noise (Zheng et al. 2023, appendix C.1). The pairs of sample and noise are drawn once and
  /// serve every lambda: other ones would put their own noise into dl/dlambda, and so into s.
  ///
  /// In coordinates y = x/alpha, where dy/dlambda = D - y and f = (1 - l) y - D.
  /// - Parameter samples: how many pairs; fewer for wide samples if none is given.
  /// - Returns: nil where the grid has no two finite lambdas.
  init?(
    measuring job: SamplingJob, on model: any ExactModel, classes: [Int32], intervals: Int = 120,
    samples: Int? = nil, seed: UInt64 = 0
  ) {
    let ends = job.grid.levels.map(\.lambda).filter(\.isFinite)
    guard let low = ends.min(), let high = ends.max(), low < high else { return nil }
    let samples = samples ?? min(max(16_384 / model.shape.count, 64), 1024)
    let pairs = SamplePairs(
      job, of: model, classes: (0..<samples).map { classes[$0 % classes.count] }, seed: seed)
    let knots = linearlySpaced(low, high, count: intervals + 1)
    let moments = knots.map { pairs.moments(at: $0) }
    self.init(
      knots: knots,
      coordinates: (0..<model.shape.count).map { i in
        Self.coordinate(moments.map { $0[i] }, spacing: knots[1] - knots[0])
      }, rule: .parabolas)
  }

  /// The coefficients of one coordinate from its moments at every knot.
  private static func coordinate(_ moments: [PairMoments], spacing: Double) -> Coordinate {
    let l = moments.map { ($0.growth.isFinite ? 1 - $0.growth : 1) }
    var coordinate = Coordinate(l: l, s: [], b: [])
    for (k, m) in moments.enumerated() {
      let slope = Self.slope(l, k) / spacing
      // f and df/dlambda as combinations of (y, D, dD/dlambda).
      let f = SIMD3(1 - l[k], -1, 0)
      let change = SIMD3(l[k] - 1 - slope, 1 - l[k], -1)
      let variance = m.covariance(f, f)
      var s = variance > 0 ? m.covariance(f, change) / variance : 0
      // Nearly 0/0 where f hardly varies.
      if !(variance > leastVariance) { s = min(max(s, -6), 6) }
      let b = (m.mean * change).sum() - s * (m.mean * f).sum()
      coordinate.s.append(s.isFinite && b.isFinite ? s : 0)
      coordinate.b.append(s.isFinite && b.isFinite ? b : 0)
    }
    return coordinate
  }

  private static let leastVariance = 1e-8
}

/// Averages of one coordinate over the pairs, of the vector (y, D, dD/dlambda).
private struct PairMoments {
  var mean = SIMD3(repeating: 0.0)
  /// The columns of the covariance.
  var columns = [SIMD3<Double>](repeating: SIMD3(repeating: 0), count: 3)
  /// Of dD/dy.
  var growth = 0.0

  /// Of two linear combinations.
  func covariance(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
    (0..<3).reduce(0) { $0 + b[$1] * (columns[$1] * a).sum() }
  }
}

/// True samples and noise, the same at every level, and the model that is asked about them.
private struct SamplePairs {
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

  init(_ job: SamplingJob, of model: any ExactModel, classes: [Int32], seed: UInt64) {
    let width = model.shape.count
    func draw(_ step: UInt32, _ fill: (AlignedBuffer, NoiseKey) -> Void) -> [Double] {
      let rows = AlignedBuffer(count: classes.count * width)
      fill(rows, NoiseKey(seed: seed, step: step, purpose: NoisePurpose.statistics.rawValue))
      return rows.copy()
    }
    let samples = 0..<UInt32(classes.count)
    let noise = draw(0) { job.kernels.fillNormals($0.mutableValues, samples: samples, key: $1) }
    let directions =
      width <= Self.fewCoordinates
      ? (0..<width).map { i in (0..<noise.count).map { $0 % width == i ? 1.0 : 0 } }
      : [
        draw(1) { job.kernels.fillUniforms($0.mutableValues, samples: samples, key: $1) }
          .map { $0 < 0.5 ? -1 : 1 }
      ]
    var pairs = job
    pairs.classes = classes
    pairs.startScale = 1
    pairs.noise = .given(
      start: model.trueSamples(classes: classes, seed: seed, with: job.kernels),
      steps: [[noise] + directions])
    space = DoubleStates(pairs)
    sample = space.start(scale: 1)
    context = StepContext(space: space, job: pairs, start: sample, observer: nil)
    context.adopt(sample)
    self.noise = context.noise()
    self.directions = directions.map { [context] _ in context.noise() }
    self.width = width
    difference = cbrt(model.pathTolerance)
  }

  /// For each coordinate, at the level with this lambda.
  func moments(at lambda: Double) -> [PairMoments] {
    defer { context.end(keeping: [noise] + directions) }
    let rho = exp(-lambda), h = difference
    let y = context.combine((sample, 1), (noise, rho))
    let D = data(y, lambda)
    let change = slope(
      data(context.combine((y, 1 - h), (D, h)), lambda + h),
      data(context.combine((y, 1 + h), (D, -h)), lambda - h), over: h)
    var moments = averages([y, D, change].map(space.values))
    for v in directions {
      let growth = slope(
        data(context.combine((y, 1), (v, h * rho)), lambda),
        data(context.combine((y, 1), (v, -h * rho)), lambda), over: h * rho)
      for (i, mean) in means(zip(space.values(v), space.values(growth)).map(*)).enumerated() {
        moments[i].growth += mean
      }
    }
    return moments
  }

  private func data(_ y: Slot, _ lambda: Double) -> Slot {
    context.evaluate(y, at: NoiseLevel(sigma: exp(-lambda)), as: .data)
  }

  private func slope(_ ahead: Slot, _ behind: Slot, over h: Double) -> Slot {
    context.combine((ahead, 0.5 / h), (behind, -0.5 / h))
  }

  /// The mean of every coordinate.
  private func means(_ values: [Double]) -> [Double] {
    var sums = Array(repeating: 0.0, count: width)
    for (index, value) in values.enumerated() { sums[index % width] += value }
    return sums.map { $0 * Double(width) / Double(values.count) }
  }

  private func averages(_ v: [[Double]]) -> [PairMoments] {
    let means = v.map(means)
    var moments = (0..<width).map { i in
      PairMoments(mean: SIMD3(means[0][i], means[1][i], means[2][i]))
    }
    let share = Double(width) / Double(v[0].count)
    for index in v[0].indices {
      let i = index % width
      let offset = SIMD3(v[0][index], v[1][index], v[2][index]) - moments[i].mean
      for column in 0..<3 { moments[i].columns[column] += offset[column] * share * offset }
    }
    return moments
  }
}
