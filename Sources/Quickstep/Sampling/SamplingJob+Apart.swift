extension SamplingJob {
  /// The job once for each sample. What is measured or drawn for the whole batch stays the same.
  func samplesApart() -> [SamplingJob] {
    var noise = (legs.first?.job ?? self).noise
    if case .torch(let seed) = noise { noise = drawn(by: TorchGenerator(seed: seed)) }
    let whole = resolved(noise)
    let legs = legs.map { ($0, $0.job.resolved(noise)) }
    return classes.indices.map { index in
      var job = whole.row(index)
      job.legs = legs.map { leg, whole in
        SamplingLeg(job: whole.row(index), end: leg.end, accord: leg.accord)
      }
      return job
    }
  }

  /// With what is measured for the whole batch, without legs.
  /// - Parameter drawn: the noise of the run where numbers are given to whole batches only.
  private func resolved(_ drawn: NoiseSource) -> SamplingJob {
    var whole = alone
    whole.statistics = resolveStatistics().map { .given($0) } ?? .none
    whole.startSource = (try? startMap { _ in }).map { .given($0) } ?? .none
    whole.meanSource = meanMap().map { .given($0) } ?? .none
    if case .torch = noise { whole.noise = drawn }
    return whole
  }

  private func row(_ index: Int) -> SamplingJob {
    var job = self
    job.classes = [classes[index]]
    job.firstSample = firstSample + index
    job.noise = noise.row(index, width: model.shape.count)
    return job
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
