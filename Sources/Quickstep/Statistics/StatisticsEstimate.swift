import Glibc

/// An estimate of what a model does on average, knot by knot (Zheng et al. 2023, appendix C.1).
///
///     var estimate = StatisticsEstimate(job, samples: rows, knots: 121, accuracy: 1e-6, seed: 0)
///     while estimate.advance() {}
///     let statistics = estimate.statistics
///
/// The pairs of sample and noise are drawn once and serve every lambda: other ones would put their
/// own noise into dl/dlambda, and so into s.
public struct StatisticsEstimate {
  /// Evenly spaced over the finite lambdas of the job's grid, rising.
  public let knots: [Double]
  private let pairs: SamplePairs
  private var moments: [[PairMoments]] = []

  /// - Parameters:
  ///   - job: its guided data prediction is looked at, for its classes.
  ///   - samples: of the data, a row for each class of the job.
  ///   - count: of knots, at least two.
  ///   - accuracy: relative error of a prediction, which differences are chosen by.
  /// - Returns: nil where the grid has no two finite lambdas.
  public init?(
    _ job: SamplingJob, samples: [Double], knots count: Int, accuracy: Double, seed: UInt64
  ) {
    guard let ends = job.grid.lambdas, ends.lowerBound < ends.upperBound else { return nil }
    knots = linearlySpaced(ends.lowerBound, ends.upperBound, count: count)
    pairs = SamplePairs(job, samples: samples, accuracy: accuracy, seed: seed)
  }

  /// How many knots are done.
  public var done: Int { moments.count }

  /// How often the guided model was asked about all pairs.
  public var evaluations: Int { pairs.evaluations }

  /// The relative accuracy of what a network predicts, which computes in single precision.
  public static let networkAccuracy = 1e-6

  /// How often the model will be asked.
  public static func calls(
    of job: SamplingJob, lambdas: ClosedRange<Double>, knots count: Int
  ) -> Int {
    var walk = job
    walk.solver = Euler(knobs: [:])
    let levels = linearlySpaced(lambdas.lowerBound, lambdas.upperBound, count: count).map {
      NoiseLevel(sigma: exp(-$0))
    }
    walk.grid = Grid(steps: levels.map { Step(from: $0, to: $0) })
    return walk.foresight().evaluationsPerStep.reduce(0, +)
      * SamplePairs.askedPerKnot(width: job.model.shape.count)
  }

  /// Looks at the next knot.
  /// - Returns: whether there are more.
  public mutating func advance() -> Bool {
    guard done < knots.count else { return false }
    moments.append(pairs.moments(at: knots[done]))
    return done < knots.count
  }

  /// Of the knots that are done, at least one; all but the last two stay as they are.
  public var statistics: ModelStatistics {
    let spacing = knots[1] - knots[0]
    return ModelStatistics(
      knots: Array(knots.prefix(done)),
      coordinates: moments[0].indices.map { i in
        Self.coordinate(moments.map { $0[i] }, spacing: spacing)
      }, rule: .parabolas)
  }

  /// The coefficients of one coordinate from its moments at every knot.
  private static func coordinate(
    _ moments: [PairMoments], spacing: Double
  ) -> ModelStatistics.Coordinate {
    let l = moments.map { $0.growth.isFinite ? 1 - $0.growth : 1 }
    var coordinate = ModelStatistics.Coordinate(l: l, s: [], b: [])
    for (k, m) in moments.enumerated() {
      let slope = l.count > 1 ? ModelStatistics.slope(l, k) / spacing : 0
      let (s, b) = m.bestGuess(l: l[k], slope: slope)
      coordinate.s.append(s.isFinite && b.isFinite ? s : 0)
      coordinate.b.append(s.isFinite && b.isFinite ? b : 0)
    }
    return coordinate
  }
}

extension ModelStatistics {
  /// Measures the guided data prediction of a job of an exact model on true samples with noise.
  /// - Parameter samples: how many pairs; fewer for wide samples if none is given.
  /// - Returns: nil where the grid has no two finite lambdas.
  init?(
    measuring job: SamplingJob, on model: any ExactModel, classes: [Int32], intervals: Int = 120,
    samples: Int? = nil, seed: UInt64 = 0
  ) {
    var job = job
    let samples = samples ?? StatisticsEstimate.usualSamples(width: model.shape.count)
    job.classes = (0..<samples).map { classes[$0 % classes.count] }
    guard
      var estimate = StatisticsEstimate(
        job, samples: model.trueSamples(classes: job.classes, seed: seed, with: job.kernels),
        knots: intervals + 1, accuracy: model.pathTolerance, seed: seed)
    else { return nil }
    while estimate.advance() {}
    self = estimate.statistics
  }
}

extension StatisticsEstimate {
  /// How many pairs are enough where nobody says: fewer for samples of more numbers.
  public static func usualSamples(width: Int) -> Int { min(max(16_384 / width, 64), 1024) }
}
