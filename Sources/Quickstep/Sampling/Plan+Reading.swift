extension Plan {
  /// Makes the samples of a job be read.
  /// - Throws: `SamplingError` where its model or its solver does not allow that.
  func add(_ reading: any Reading, to job: inout SamplingJob) throws(SamplingError) {
    let name = self.reading.name, entries = job.model.shape.count
    guard entries >= reading.fewestEntries else {
      throw .readingNeedsEntries(
        reading: name, entries: entries, needed: reading.fewestEntries)
    }
    if reading.needsDataVariances {
      guard let model = job.model.exact else {
        throw .readingNeedsData(reading: name, model: self.model.name)
      }
      for wanted in Set(job.classes) {
        job.dataVariances[wanted] = model.meanVariance(ofClass: wanted)
      }
    }
    if reading.stepping == .apart, !job.foresight().isWhole {
      throw .readingNeedsGrid(reading: name, solver: solver.name)
    }
    job.reading = reading
  }
}
