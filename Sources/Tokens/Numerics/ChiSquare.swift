import Glibc

/// Half the sum of |share - p| over all cells.
func totalVariation(_ counts: [Double], _ p: [Double]) -> Double {
  let total = counts.reduce(0, +)
  return zip(counts, p).reduce(0) { $0 + abs($1.0 / total - $1.1) } / 2
}

/// Pearson's chi-square of counts against a law.
struct ChiSquare {
  let statistic: Double
  let freedom: Int

  /// Cells of an expectation below 5 are pooled into one.
  init(_ counts: [Double], expecting p: [Double]) {
    let total = counts.reduce(0, +)
    var (pooled, expected) = (0.0, 0.0)
    var (statistic, cells) = (0.0, 0)
    for (count, p) in zip(counts, p) {
      if total * p < 5 {
        pooled += count
        expected += total * p
      } else {
        statistic += (count - total * p) * (count - total * p) / (total * p)
        cells += 1
      }
    }
    if expected > 0 {
      statistic += (pooled - expected) * (pooled - expected) / expected
      cells += 1
    }
    self.statistic = statistic
    freedom = max(1, cells - 1)
  }

  /// The probability of as large a statistic or a larger one: Q(freedom / 2, statistic / 2).
  var p: Double { upperGamma(Double(freedom) / 2, statistic / 2) }
}

/// The regularised upper incomplete gamma function Q(a, x), by its series below a + 1 and its
/// continued fraction above (Press et al. 2007, Numerical Recipes, section 6.2).
private func upperGamma(_ a: Double, _ x: Double) -> Double {
  guard x > 0 else { return 1 }
  let scale = exp(a * log(x) - x - lgamma(a))
  if x < a + 1 {
    var (term, sum, n) = (1 / a, 1 / a, a)
    while term > sum * 1e-16 {
      n += 1
      term *= x / n
      sum += term
    }
    return 1 - scale * sum
  }
  var (b, c) = (x + 1 - a, 1e300)
  var (d, h) = (1 / b, 1 / b)
  for i in 1...10_000 {
    let a_i = -Double(i) * (Double(i) - a)
    b += 2
    d = 1 / (a_i * d + b)
    c = b + a_i / c
    h *= d * c
    if abs(d * c - 1) < 1e-15 { break }
  }
  return scale * h
}
