import Glibc

/// Levels as shares of the way between the first and the last, N numbers theta for N steps:
///
///     v_(i+1) - v_i = (v_N - v_0) softmax(theta)_i,   v = alpha / (alpha + sigma)
///
/// (Tong et al. 2024, LD3, who share out the time of the model or log alpha/sigma). Whatever the
/// numbers are, levels fall; and v, the time of the straight path, is finite at both ends. Levels with
/// noise end where the schedule's do, or those that are handed in.
struct LevelShares {
  private let first, last: NoiseLevel
  /// sigma/alpha of the cleanest level but the last.
  private let lowest: Double
  /// Of the levels that are handed in.
  let theta: [Double]

  init(_ levels: [NoiseLevel]) {
    first = levels[0]
    last = levels[levels.count - 1]
    lowest = levels[levels.count - 2].rho
    theta = zip(levels, levels.dropFirst()).map { log($0.straightTime - $1.straightTime) }
  }

  /// - Returns: `nil` where a share is too small for two levels to differ.
  func levels(_ theta: [Double], on schedule: any Schedule) -> [NoiseLevel]? {
    let most = theta.max() ?? 0
    let shares = theta.map { exp($0 - most) }
    let sum = shares.reduce(0, +)
    // From the end: there the noise is small beside 1.
    let low = min(lowest, schedule.level(t: schedule.range.lowerBound).rho)
    var rest = last.straightTime
    let whole = first.straightTime - rest
    var levels = [last]
    for share in shares.dropFirst().reversed() {
      rest += whole * share / sum
      levels.append(schedule.level(rho: max(low, rest / (1 - rest))))
    }
    levels.append(first)
    levels.reverse()
    let isUsable =
      levels.allSatisfy(\.isUsable)
      && zip(levels, levels.dropFirst()).allSatisfy { $0.rho > $1.rho * (1 + Self.least) }
    return isUsable ? levels : nil
  }

  /// The least that sigma/alpha falls by, relative to itself: levels are written with six figures.
  private static let least = 1e-4
}
