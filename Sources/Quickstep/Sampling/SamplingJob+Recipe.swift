import Experiments
import Tensors

extension SamplingJob {
  /// What the run will ask its models, from a dry run; `nil` where its samples step apart, where it draws
  /// numbers in an order, and where coefficients follow from statistics that nobody has worked out.
  public func recipe(_ origin: RunOrigin) -> Recipe? {
    guard reading.stepping == .together, !solver.needsStatistics, noise.isForeseen else {
      return nil
    }
    let dry = DryStates()
    var evaluations: [Digest] = []
    var buffers = 1
    let states = TracedStates(dry, of: self, origin) { digest, outputs, _ in
      // What follows a look at numbers may come otherwise.
      guard !dry.askedForNumbers else { return }
      evaluations.append(digest)
      buffers = max(buffers, outputs.count)
    }
    let context = StepContext(
      space: states, job: self, startMap: unknown(startSource), meanMap: unknown(meanSource),
      start: states.allocate(), observer: nil)
    context.adopt(context.state)
    context.begin(with: start)
    var solver = solver
    for (index, step) in grid.steps.enumerated() {
      context.begin(index, of: index)
      solver.step(context, from: step.from, to: step.to)
      context.end(keeping: [])
      if dry.askedForNumbers { break }
    }
    let end = Digest { digest in
      digest.add(origin.model)
      digest.add(states[context.state])
      for wanted in classes { digest.add(Int(wanted)) }
      for evaluation in evaluations { digest.add(evaluation) }
      digest.add(grid.steps.count)
    }
    return Recipe(
      evaluations: evaluations, end: dry.askedForNumbers ? nil : end,
      bytes: buffers * classes.count * model.shape.count * MemoryLayout<Double>.stride)
  }

  private func unknown(_ source: SampleMapSource) -> (any SampleMap)? {
    if case .none = source { nil } else { UnknownMap() }
  }
}

/// Stands in for what nobody has worked out before a run.
private struct UnknownMap: SampleMap {
  let facts: [StartFact] = []

  func apply(
    _ x: UnsafeBufferPointer<Double>, classes: [Int32],
    into result: UnsafeMutableBufferPointer<Double>, with kernels: Kernels
  ) {
    preconditionFailure("a dry run makes nothing of samples")
  }
}

extension NoiseSource {
  /// Whether what a draw gives follows from the draw alone.
  fileprivate var isForeseen: Bool {
    switch self {
    case .seed, .started: true
    case .torch, .given, .queued: false
    }
  }
}
