import Experiments

/// Texts being unmasked, step by step.
public struct MaskedRun: Experiment {
  public let outline: RunOutline
  let job: MaskedJob
  let network: Network
  let equipment: Equipment
  private(set) var texts: [MaskedText]

  private let measures: [MaskedMeasure]
  private let entropy: Double
  private var stepsDone: Int?
  private var lost = 0.0

  init(_ job: MaskedJob, _ model: any MaskedModel, _ equipment: Equipment) {
    self.job = job
    self.equipment = equipment
    let network = Network(
      model, temperature: job.plan.temperature, precision: job.precision, seed: job.plan.seed,
      kernels: equipment.kernels)
    self.network = network
    outline = job.outline
    measures = MaskedMeasure.all(job.kind.correlations, steps: job.steps)
    entropy = model.entropy
    texts = (0..<job.plan.batch).map { MaskedText($0, of: network) }
  }

  /// - Throws: `CancellationError` where it was cancelled in the middle of a step.
  public mutating func next() throws -> RunRecord? {
    guard let done = stepsDone else {
      stepsDone = 0
      return record()
    }
    guard done < job.steps, !job.pace.isOpen || texts.contains(where: { !$0.isComplete }) else {
      return nil
    }
    let steps = done..<min(done + job.stride, job.steps)
    unmask(steps)
    if equipment.isCancelled() { throw CancellationError() }
    stepsDone = steps.upperBound
    return record()
  }

  /// Texts have nothing to do with each other: each is walked through the steps on its own.
  private mutating func unmask(_ steps: Range<Int>) {
    let (job, equipment) = (job, equipment)
    texts.withUnsafeMutableBufferPointer { texts in
      nonisolated(unsafe) let texts = texts
      equipment.kernels.pool.parallelFor(texts.count) { index in
        guard !equipment.isCancelled() else { return }
        for step in steps {
          texts[index].begin(step: step + 1)
          job.unmasker.step(&texts[index], Span(index: step, count: job.steps))
        }
        texts[index].measure()
      }
    }
  }

  private mutating func record() -> RunRecord {
    let totals = Totals(
      texts, step: stepsDone ?? 0, temperature: job.plan.temperature, entropy: entropy,
      lostBefore: lost)
    lost = totals.lost
    return RunRecord(
      step: totals.step, values: measures.map { $0.value(totals) } + [nil], spent: totals.calls)
  }

  public func previews(most: Int) -> [Preview?] {
    Tone.allCases.map { tone in
      .text(
        tone.picture(of: texts.prefix(most), network.model, step: stepsDone ?? 0, of: job.steps))
    }
  }

  public func scores(_ names: Set<String>?) throws -> [Score] {
    MaskedScore.scores(of: self, names)
  }

  /// The tokens as numbers, -1 for a mask.
  public func products() -> [Product] {
    let numbers = texts.flatMap { text in text.tokens.map { Double($0 ?? -1) } }
    return [Product("tokens", shape: [texts.count, job.kind.length], of: .names, numbers)]
  }
}
