import Glibc

/// Which cells nobody would give up for another: those that no cell beats with as small a budget
/// (the Pareto front), as far as the runs can tell.
///
/// One cell beats another where the mean difference of their scores is so many standard errors away
/// from 0 that chance makes it rarely (Student's t at .9995); runs with the same seed are compared
/// with each other (a paired test).
public enum Front {
  public enum Membership: Hashable, Sendable {
    case on, off
    /// More seeds could tell.
    case uncertain
  }

  public struct Point: Hashable, Sendable {
    public let budget: Int
    public let score: CellScore

    public init(budget: Int, score: CellScore) {
      self.budget = budget
      self.score = score
    }
  }

  /// - Parameter points: by cell; `nil` where nothing is known.
  public static func memberships(_ points: [Point?]) -> [Membership?] {
    // What beats many is asked first.
    let rivals = points.compactMap { $0 }.sorted { $0.score.badness < $1.score.badness }
    return points.map { point in
      guard let point else { return nil }
      var membership = Membership.on
      for other in rivals where other.budget <= point.budget && other != point {
        switch comparison(other.score, point.score) {
        case .better: return .off
        case .unclear: membership = .uncertain
        case .worse: continue
        }
      }
      return membership
    }
  }

  /// The cells whose membership is open, and those that they cannot be told from.
  public static func undecided(_ points: [Point?]) -> Set<Int> {
    var cells: Set<Int> = []
    let memberships = memberships(points)
    for (cell, membership) in memberships.enumerated() where membership == .uncertain {
      guard let point = points[cell] else { continue }
      cells.insert(cell)
      for (rival, other) in points.enumerated() {
        guard let other, other.budget <= point.budget, other != point,
          comparison(other.score, point.score) == .unclear
        else { continue }
        cells.insert(rival)
      }
    }
    return cells
  }

  enum Comparison { case better, worse, unclear }

  /// How the score of one cell compares with that of another.
  static func comparison(_ a: CellScore, _ b: CellScore) -> Comparison {
    let count = min(a.draws.count, b.draws.count)
    let difference: Estimate
    let quantile: Double
    if count > 1 {
      difference = Estimate(
        meanOf: (0..<count).map { a.badness(a.draws[$0]) - b.badness(b.draws[$0]) })
      quantile = studentQuantile(degrees: count - 1)
    } else {
      difference = Estimate(
        mean: a.badness - b.badness, spread: (a.error * a.error + b.error * b.error).squareRoot())
      quantile = normalQuantile
    }
    guard difference.mean.isFinite else {
      return a.mean.isFinite ? .better : b.mean.isFinite ? .worse : .unclear
    }
    guard abs(difference.mean) > quantile * difference.spread else { return .unclear }
    return difference.mean < 0 ? .better : .worse
  }

  /// Of the standard normal distribution at .9995: with many comparisons none should err.
  private static let normalQuantile = 3.2905

  /// Of Student's distribution at .9995, by the expansion of Hill 1970 (Algorithm 396) to second
  /// order; exact for one and two degrees of freedom.
  static func studentQuantile(degrees: Int) -> Double {
    let tail = 0.001
    switch degrees {
    case 1: return 1 / tan(tail * .pi / 2)
    case 2: return (2 / (tail * (2 - tail)) - 2).squareRoot()
    default:
      let n = Double(degrees), z = normalQuantile, z2 = z * z
      let g1 = (z2 + 1) * z / 4
      let g2 = ((5 * z2 + 16) * z2 + 3) * z / 96
      let g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384
      let g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92160
      return z + g1 / n + g2 / (n * n) + g3 / (n * n * n) + g4 / (n * n * n * n)
    }
  }
}
