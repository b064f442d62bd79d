import Tensors

/// What metrics of one batch rest on.
struct MetricEvidence {
  /// A batch, as many fresh true samples, and what both are measured against.
  struct Comparison<Samples, Reference> {
    let made, fresh: Samples
    let reference: Reference

    /// A metric's value of the batch and of the true samples; `nil` where it does not apply.
    func callAsFunction(
      _ value: (Samples, Reference) -> Double?
    ) -> (value: Double, floor: Double)? {
      guard let made = value(made, reference), let floor = value(fresh, reference) else {
        return nil
      }
      return (made, floor)
    }
  }

  /// For models whose distribution is known.
  let exact: Comparison<MetricSamples, TrueReference>?
  /// For models of what a judge knows.
  let judged: Comparison<JudgedSamples, FrechetDistance>?

  init(
    _ samples: [Double], of model: any Denoiser, classes: [Int32], seed: UInt64,
    judge: ImageJudge?, _ kernels: Kernels
  ) {
    exact = model.exact.map { model in
      let truth = TrueReference(model, classes: classes, seed: seed, kernels)
      return Comparison(
        made: MetricSamples(samples, model, classes, kernels),
        fresh: MetricSamples(truth.fresh, model, classes, kernels), reference: truth)
    }
    guard let judge, let known = judge.classes(of: model) else {
      judged = nil
      return
    }
    let asked = classes.map { $0 == anyClass ? nil : known[Int($0)] }
    let fresh = exact.map {
      JudgedSamples($0.reference.fresh, asked: asked, to: judge.classifier, with: kernels)
    }
    judged = Comparison(
      made: JudgedSamples(samples, asked: asked, to: judge.classifier, with: kernels),
      fresh: fresh ?? judge.reference.drawn(asked: asked, seed: seed, with: kernels),
      reference: FrechetDistance(to: judge.reference.fit(asked: asked)))
  }
}
