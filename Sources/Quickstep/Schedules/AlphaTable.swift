import Glibc

/// A variance preserving schedule given at whole t = 0 … N - 1, as networks with integer time
/// steps were trained on; between the entries log alpha is linear in t, as it is beyond them.
struct AlphaTable: Sendable {
  let logAlphas: [Double]

  /// alpha_n² = product of (1 - beta_k) for k ≤ n (Ho et al. 2020).
  init(betas: [Double]) {
    var sum = 0.0
    logAlphas = betas.map { beta in
      sum += 0.5 * log1p(-beta)
      return sum
    }
  }

  /// From the logarithms themselves, falling.
  init(logAlphas: [Double]) { self.logAlphas = logAlphas }

  var range: ClosedRange<Double> { 0...Double(logAlphas.count - 1) }

  func logAlpha(_ t: Double) -> Double {
    let below = below(t), rest = t - Double(below), slope = slope(below)
    return logAlphas[below] + (slope.isFinite ? rest * slope : log1p(-rest))
  }

  func logAlphaRate(_ t: Double) -> Double {
    let below = below(t), slope = slope(below)
    return slope.isFinite ? slope : -1 / (1 - (t - Double(below)))
  }

  func t(logAlpha: Double) -> Double {
    // logAlphas fall: the first entry that is not above the value bounds the interval.
    var low = 0, high = logAlphas.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if logAlphas[middle] > logAlpha { low = middle } else { high = middle }
    }
    let rest = logAlpha - logAlphas[low], slope = slope(low)
    return Double(low) + (slope.isFinite ? rest / slope : -expm1(rest))
  }

  /// The entry that begins the interval of t; the nearest interval's where there is none.
  private func below(_ t: Double) -> Int {
    t > 0 ? Int(min(t, Double(max(0, logAlphas.count - 2)))) : 0
  }

  /// By how much log alpha changes after an entry; minus infinity where the table ends at alpha = 0,
  /// which alpha itself then falls to in a line. A single entry falls as it did from alpha = 1.
  private func slope(_ below: Int) -> Double {
    logAlphas.count > 1 ? logAlphas[below + 1] - logAlphas[below] : logAlphas[below]
  }
}

/// A schedule that is a table.
protocol TableSchedule: VariancePreserving {
  var table: AlphaTable { get }
}

extension TableSchedule {
  public var range: ClosedRange<Double> { table.range }
  public var entries: Int? { table.logAlphas.count }
  func logAlpha(_ t: Double) -> Double { table.logAlpha(t) }
  func logAlphaRate(_ t: Double) -> Double { table.logAlphaRate(t) }
  func t(logAlpha: Double) -> Double { table.t(logAlpha: logAlpha) }
  /// One step below the table's first entry, as samplers label the level without noise.
  public var clean: NoiseLevel { NoiseLevel(t: -1, alpha: 1, sigma: 0) }
}

/// `count` numbers from `first` to `last`.
public func linearlySpaced(_ first: Double, _ last: Double, count: Int) -> [Double] {
  guard count > 1 else { return Array(repeating: first, count: max(0, count)) }
  let step = (last - first) / Double(count - 1)
  return (0..<count).map { $0 == count - 1 ? last : first + Double($0) * step }
}
