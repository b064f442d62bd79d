import Experiments

/// Texts being unmasked, step by step.
public struct MaskedRun: Experiment {
  public let outline: RunOutline
  /// How it ends.
  let job: MaskedJob
  /// What is asked now.
  private(set) var network: Network
  let equipment: Equipment
  private(set) var texts: [MaskedText]

  private let course: MaskedCourse
  /// Which stretch of the course comes next.
  private var place = 0
  private let measures: [MaskedMeasure]
  private let entropy: Double
  private var stepsDone: Int?
  private var lost = 0.0

  init(_ course: MaskedCourse, _ model: any MaskedModel, _ equipment: Equipment) {
    self.course = course
    job = course.job
    self.equipment = equipment
    let network = Network(model, course.stretches[0].job, kernels: equipment.kernels)
    self.network = network
    outline = course.outline
    measures = MaskedMeasure.all(job.kind.correlations, steps: course.steps)
    entropy = model.entropy
    texts = (0..<job.plan.batch).map { MaskedText($0, of: network) }
  }

  /// - Throws: `CancellationError` where it was cancelled in the middle of a step.
  public mutating func next() throws -> RunRecord? {
    guard let done = stepsDone else {
      stepsDone = 0
      return record()
    }
    while place + 1 < course.stretches.count, course.stretches[place].steps.upperBound == done {
      place += 1
      network = Network(network.model, course.stretches[place].job, kernels: equipment.kernels)
      for index in texts.indices { texts[index].turn(to: network) }
    }
    let stretch = course.stretches[place]
    guard done < stretch.steps.upperBound,
      !stretch.isOpen || texts.contains(where: { !$0.isComplete })
    else {
      guard place + 1 == course.stretches.count else {
        throw ForkError.beyond(step: stretch.steps.upperBound, steps: done)
      }
      return nil
    }
    let recorded = (done / course.stride + 1) * course.stride
    let steps = done..<min(recorded, stretch.steps.upperBound)
    unmask(steps, of: stretch)
    if equipment.isCancelled() { throw CancellationError() }
    stepsDone = steps.upperBound
    return record()
  }

  /// Texts have nothing to do with each other: each is walked through the steps on its own.
  private mutating func unmask(_ steps: Range<Int>, of stretch: MaskedCourse.Stretch) {
    let equipment = equipment
    texts.withUnsafeMutableBufferPointer { texts in
      nonisolated(unsafe) let texts = texts
      equipment.kernels.pool.parallelFor(texts.count) { index in
        guard !equipment.isCancelled() else { return }
        for step in steps {
          texts[index].begin(step: step + 1)
          stretch.job.unmasker.step(&texts[index], stretch.span(step))
        }
        texts[index].measure()
      }
    }
  }

  private mutating func record() -> RunRecord {
    let totals = Totals(
      texts, step: stepsDone ?? 0, temperature: network.temperature, entropy: entropy,
      lostBefore: lost)
    lost = totals.lost
    return RunRecord(
      step: totals.step, values: measures.map { $0.value(totals) } + [nil], spent: totals.calls)
  }

  public func previews(most: Int) -> [Preview?] {
    Tone.allCases.map { tone in
      .text(
        tone.picture(of: texts.prefix(most), network.model, step: stepsDone ?? 0, of: course.steps))
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
