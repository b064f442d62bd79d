import Experiments

/// A measure of finished texts, beside what as many exact draws score.
struct MaskedScore: Sendable {
  /// Batches of exact draws that make a floor.
  private static let batches = 16

  let statistic: Statistic
  private let better: Score.Better
  private let needed: Int
  private let measure: @Sendable (_ texts: [[Int]], _ model: any MaskedModel) -> Double

  /// Those that a kind of model has.
  static func all(of kind: any MaskedModelKind) -> [MaskedScore] {
    kind.listsTexts ? [.totalVariation, .chiSquare, .logLikelihood] : [.unigrams, .logLikelihood]
  }

  /// - Parameter names: of those that are wanted; `nil` for all.
  static func scores(of run: MaskedRun, _ names: Set<String>?) -> [Score] {
    let wanted = all(of: run.job.kind).filter { names?.contains($0.statistic.name) ?? true }
    guard !wanted.isEmpty else { return [] }
    let texts = run.texts.map { $0.tokens.compactMap { $0 } }
    let exact = exactBatches(run)
    return wanted.map { score in
      let model = run.network.model
      let floor = Estimate(exact.map { score.measure($0, model) })
      return Score(
        score.statistic, better: score.better, samples: texts.count, samplesNeeded: score.needed,
        // As many texts by an exact method would spread as the floor does.
        value: Estimate(mean: score.measure(texts, model), spread: floor.spread), floor: floor)
    }
  }

  /// Exact draws, as many in each batch as the run has texts.
  private static func exactBatches(_ run: MaskedRun) -> [[[Int]]] {
    let (network, count) = (run.network, run.texts.count)
    let masked = [Int?](repeating: nil, count: network.model.length)
    var draws = [[Int]](repeating: [], count: batches * count)
    draws.withUnsafeMutableBufferPointer { draws in
      nonisolated(unsafe) let draws = draws
      run.equipment.kernels.pool.parallelFor(draws.count) { index in
        let dice = network.dice(text: index, step: 0)
        draws[index] = network.model.completed(masked) { dice.uniform(.exact, $0) }
      }
    }
    return (0..<batches).map { Array(draws[$0 * count..<($0 + 1) * count]) }
  }

  private static let totalVariation = MaskedScore(
    statistic: Statistic(
      name: "tv", symbol: "TV", unit: "", summary: "total variation from the exact law of texts",
      format: .significant, scale: .linear),
    better: .lower, needed: 50_000
  ) { texts, model in
    Tokens.totalVariation(model.counts(of: texts), model.texts)
  }

  private static let chiSquare = MaskedScore(
    statistic: Statistic(
      name: "chi2-p", symbol: "chi2 p", unit: "",
      summary: "chi-square p-value of the texts, cells of less than 5 pooled",
      format: .significant, scale: .linear),
    better: .nearer, needed: 50_000
  ) { texts, model in
    ChiSquare(model.counts(of: texts), expecting: model.texts).p
  }

  private static let unigrams = MaskedScore(
    statistic: Statistic(
      name: "unigram-tv", symbol: "1-gram TV", unit: "",
      summary: "total variation of the shares of tokens from the exact ones", format: .significant,
      scale: .linear),
    better: .lower, needed: 256
  ) { texts, model in
    var counts = [Double](repeating: 0, count: model.alphabet.count)
    for token in texts.joined() { counts[token] += 1 }
    let rows = model.laws(of: Array(repeating: nil, count: model.length))
    let mean = counts.indices.map { c in
      rows.reduce(0) { $0 + $1[c] } / Double(rows.count)
    }
    return Tokens.totalVariation(counts, mean)
  }

  private static let logLikelihood = MaskedScore(
    statistic: Statistic(
      name: "log-p", symbol: "log p", unit: "nats", summary: "mean log p of a text",
      format: .significant, scale: .linear),
    better: .nearer, needed: 256
  ) { texts, model in
    texts.reduce(0) { $0 + model.logLikelihood($1) } / Double(texts.count)
  }
}

extension MaskedModel {
  /// How often each of the listed texts occurs.
  func counts(of texts: [[Int]]) -> [Double] {
    var counts = [Double](repeating: 0, count: self.texts.count)
    for text in texts { counts[text.reversed().reduce(0) { $0 * alphabet.count + $1 }] += 1 }
    return counts
  }
}
