/// What a model does on average, as functions of lambda, for every coordinate of a sample: the
/// coefficients of DPM-Solver-v3 (Zheng et al. 2023, equations 5 and 11).
///
/// With f = (sigma eps - l x)/alpha, l is what sigma eps grows by with x, and s f + b is the best
/// guess of df/dlambda along the probability flow.
public struct ModelStatistics: Sendable {
  /// The coefficients of one coordinate, knot by knot; one number alone holds everywhere.
  public struct Coordinate: Hashable, Sendable {
    public var l, s, b: [Double]

    public init(l: [Double], s: [Double], b: [Double]) {
      self.l = l
      self.s = s
      self.b = b
    }
  }

  /// How integrals over lambda are taken.
  public enum Rule: Sendable {
    /// From knot to knot, as published.
    case trapezoids
    /// Through the middle between knots, so that steps may be shorter than the knots are apart.
    case parabolas
  }

  /// Evenly spaced, rising; empty where nothing depends on lambda.
  public let knots: [Double]
  /// One for each coordinate; one alone stands for all of them.
  public let coordinates: [Coordinate]
  public let rule: Rule

  /// - Parameters:
  ///   - knots: evenly spaced and rising, at least two.
  ///   - coordinates: as many numbers of each kind as there are knots.
  public init(knots: [Double], coordinates: [Coordinate], rule: Rule) {
    self.knots = knots
    self.coordinates = coordinates
    self.rule = rule
  }

  /// Coefficients that are the same everywhere.
  /// - Parameter other: what gives the knots that integrals go by, if anything does.
  init(l: Double, s: Double, b: Double, knotsOf other: ModelStatistics?) {
    self.init(
      knots: other?.knots ?? [], coordinates: [Coordinate(l: [l], s: [s], b: [b])],
      rule: other?.rule ?? .parabolas)
  }
}

extension ModelStatistics {
  /// l of every coordinate at a lambda.
  func l(at lambda: Double) -> [Double] { coordinates.map { value($0.l, at: lambda) } }

  /// Between knots the cubic whose slopes at them are `slopes`, beyond them the nearest knot's.
  func value(_ values: [Double], at lambda: Double) -> Double {
    guard values.count > 1, let first = knots.first, let last = knots.last else {
      return values[0]
    }
    let place = (lambda - first) / (last - first) * Double(knots.count - 1)
    let bounded = min(max(place, 0), Double(knots.count - 1))
    let i = min(Int(bounded), knots.count - 2), u = bounded - Double(i)
    let rise = values[i + 1] - values[i]
    let a = Self.slope(values, i), b = Self.slope(values, i + 1)
    return values[i] + u * (a + u * (3 * rise - 2 * a - b + u * (a + b - 2 * rise)))
  }

  /// The slope at a knot for knots one apart: half the difference of its neighbours, at the ends of
  /// the parabola through the last three.
  static func slope(_ values: [Double], _ i: Int) -> Double {
    let end = values.count - 1
    guard end > 1 else { return values[end] - values[0] }
    let inner = min(max(i, 1), end - 1)
    let slope = (values[inner + 1] - values[inner - 1]) / 2
    let bend = values[inner + 1] - 2 * values[inner] + values[inner - 1]
    return slope + Double(i - inner) * bend
  }
}
