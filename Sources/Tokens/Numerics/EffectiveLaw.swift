import Glibc

/// What Gumbel-max with uniforms of few bits draws from, in closed form.
///
/// With e = 2^-k the k-bit uniforms give E = -log u no less than e. Of a token with probability p_i
/// that is revealed with chance delta, x_i = e (1 - delta) / (p_i delta); it wins with probability
/// p_i delta x_i / (exp(x_i) - 1). Truncating a continuous E at e would give exp(-x_i), twice too
/// strong.
public enum EffectiveLaw {
  /// Of each token, the probability that one step reveals it.
  /// - Parameter delta: the chance that exact numbers would give to a reveal, in (0, 1].
  public static func wins(_ p: [Double], delta: Double, bits: Int) -> [Double] {
    let e = scalbn(1, -bits)
    return p.map { p in
      let x = e * (1 - delta) / (p * delta)
      return p * delta * (x > 0 ? x / expm1(x) : 1)
    }
  }

  /// The law of a token at the end of ancestral sampling in `steps` steps, whose chances of a reveal
  /// are delta = 1/N, 1/(N - 1), …, 1.
  public static func afterSteps(_ steps: Int, _ p: [Double], bits: Int) -> [Double] {
    var law = [Double](repeating: 0, count: p.count)
    var masked = 1.0
    for left in (1...steps).reversed() {
      let wins = wins(p, delta: 1 / Double(left), bits: bits)
      for i in p.indices { law[i] += masked * wins[i] }
      masked *= 1 - wins.reduce(0, +)
    }
    let total = law.reduce(0, +)
    return law.map { $0 / total }
  }

  /// The T at which p^(1/T) has an entropy, found by halving [0.01, 100].
  public static func temperature(matching H: Double, _ p: [Double]) -> Double {
    var (low, high): (Double, Double) = (log(0.01), log(100))
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if entropy(tempered(p, exp(middle))) < H { low = middle } else { high = middle }
    }
    return exp((low + high) / 2)
  }
}

/// p^(1/T), normalised.
func tempered(_ p: [Double], _ T: Double) -> [Double] {
  guard T != 1, let most = p.max(), most > 0 else { return p }
  let weights = p.map { pow($0 / most, 1 / T) }
  let total = weights.reduce(0, +)
  return weights.map { $0 / total }
}
