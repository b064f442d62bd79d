import Tensors

/// The scores of one draw: of the batch, of half of it, and of as many fresh true samples.
struct Scores {
  let made: Double
  /// `nil` where half of a batch is too little.
  let half: Double?
  let fresh: Double
}

/// What metrics of a batch rest on in one draw.
struct MetricDraw {
  struct Comparison<Samples, Reference> {
    let made, fresh: Samples
    /// `nil` for a single sample.
    let half: Samples?
    let reference: Reference
    /// What the fresh samples score, once for each metric.
    let floor: (_ metric: String, _ score: () -> Double?) -> Double?

    /// `nil` where a metric does not apply.
    func scores(_ metric: String, _ score: (Samples, Reference) -> Double?) -> Scores? {
      guard let made = score(made, reference),
        let fresh = floor(metric, { score(fresh, reference) })
      else { return nil }
      return Scores(made: made, half: half.flatMap { score($0, reference) }, fresh: fresh)
    }
  }

  /// For models whose distribution is known.
  let exact: Comparison<MetricSamples, TrueReference>?
  /// For models of what a judge knows.
  let judged: Comparison<JudgedSamples, FrechetDistance>?
}

/// Makes the draws in which a batch is measured.
struct MetricEvidence {
  private struct Judging {
    let judge: ImageJudge
    let asked: [Int?]
    let made: JudgedSamples
    let truth: TrueFeatures
    let reference: FrechetDistance
  }

  private let exact: MetricSamples?
  private let judging: Judging?
  private let classes: [Int32]
  /// The samples, those that were asked for the same class together.
  private let order: [Int]
  private let seed: UInt64
  private let truths: KnownTruths?
  private let kernels: Kernels

  init(
    _ samples: [Double], of model: any Denoiser, classes: [Int32], seed: UInt64,
    _ judge: ImageJudge?, _ truths: KnownTruths?, _ kernels: Kernels
  ) {
    self.classes = classes
    order = classes.indices.sorted { (classes[$0], $0) < (classes[$1], $1) }
    self.seed = seed
    self.truths = truths
    self.kernels = kernels
    exact = model.exact.map { MetricSamples(samples, $0, classes, kernels) }
    judging = judge.flatMap { judge in
      guard let known = judge.classes(of: model) else { return nil }
      let asked = classes.map { $0 == anyClass ? nil : known[Int($0)] }
      return Judging(
        judge: judge, asked: asked,
        made: JudgedSamples(samples, asked: asked, to: judge.classifier, with: kernels),
        truth: TrueFeatures(judge.reference, asked: asked),
        reference: FrechetDistance(to: judge.reference.fit(asked: asked)))
    }
  }

  func draw(_ index: Int) -> MetricDraw {
    // Seeds of draws lie far apart (the golden ratio of 2^64), the first is the seed itself.
    let seed = seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
    let half = half(seed: seed)
    let exact = exact.map { made in
      let make = { TrueReference(made.model, classes: classes, seed: seed, kernels) }
      let truth = truths?.truth(of: made.model, classes: classes, seed: seed, make) ?? make()
      return MetricDraw.Comparison(
        made: made, fresh: MetricSamples(truth.fresh, made.model, classes, kernels),
        half: half.map(made.part), reference: truth, floor: truth.floor)
    }
    let judged = judging.map { judging in
      let fresh = exact.map {
        JudgedSamples(
          $0.reference.fresh, asked: judging.asked, to: judging.judge.classifier, with: kernels)
      }
      return MetricDraw.Comparison(
        made: judging.made,
        fresh: fresh ?? judging.truth.drawn(asked: judging.asked, seed: seed, with: kernels),
        half: half.map(judging.made.part), reference: judging.reference, floor: { $1() })
    }
    return MetricDraw(exact: exact, judged: judged)
  }

  /// The numbers of half of the samples, one of every two neighbours among those that were asked
  /// for the same class; `nil` for a single sample.
  private func half(seed: UInt64) -> [Int]? {
    let pairs = order.count / 2
    guard pairs > 0 else { return nil }
    let chances = AlignedBuffer(count: pairs)
    kernels.fillUniforms(
      chances.mutableValues, samples: 0..<UInt32(pairs),
      key: NoiseKey(seed: seed, step: 0, purpose: NoisePurpose.half.rawValue))
    return (0..<pairs).map { order[2 * $0 + (chances[$0] < 0.5 ? 0 : 1)] }.sorted()
  }
}
