extension SamplingJob {
  /// The job once for each sample. What is measured or drawn for the whole batch stays the same.
  func samplesApart() -> [SamplingJob] {
    var whole = self
    whole.statistics = resolveStatistics().map { .given($0) } ?? .none
    whole.startSource = (try? startMap { _ in }).map { .given($0) } ?? .none
    whole.meanSource = meanMap().map { .given($0) } ?? .none
    if case .torch(let seed) = noise { whole.noise = drawn(by: TorchGenerator(seed: seed)) }
    return classes.indices.map { index in
      var job = whole
      job.classes = [classes[index]]
      job.firstSample = firstSample + index
      job.noise = whole.noise.row(index, width: model.shape.count)
      return job
    }
  }

  /// All that the run will draw of a generator, which gives numbers to whole batches only.
  private func drawn(by generator: TorchGenerator) -> NoiseSource {
    var generator = generator
    func batch() -> [Double] {
      let numbers = generator.normals(classes.count * model.shape.count)
      return model.shape.interleaved(numbers).map(Double.init)
    }
    let start = batch()
    return .queued(start: start, (0..<foresight().draws).map { _ in batch() })
  }
}

extension NoiseSource {
  /// What one sample of a batch is given.
  fileprivate func row(_ index: Int, width: Int) -> NoiseSource {
    func row(_ batch: [Double]) -> [Double] {
      Array(batch.dropFirst(index * width).prefix(width))
    }
    return switch self {
    case .seed, .torch: self
    case .started(let start, let seed): .started(row(start), seed: seed)
    case .given(let start, let steps): .given(start: row(start), steps: steps.map { $0.map(row) })
    case .queued(let start, let batches): .queued(start: row(start), batches.map(row))
    }
  }
}
