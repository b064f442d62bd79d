/// Walks a batch along its noise levels, one step a call.
///
///     var sampler = Sampler(job)
///     while let record = try sampler.next() { print(record.step, record.stateRMS) }
///     let samples = sampler.state
public struct Sampler {
  /// Of the batch, or of each of its samples where their levels are their own.
  private var walks: [SamplerWalk]

  public init(_ job: SamplingJob) { self.init(job, observer: nil) }

  init(_ job: SamplingJob, observer: ((StepContext.Event, DoubleStates) -> Void)?) {
    let stepApart = (job.legs.map(\.job) + [job]).contains { $0.reading.stepping == .apart }
    let jobs = stepApart ? job.samplesApart() : [job]
    walks = jobs.map { SamplerWalk($0, observer: observer) }
  }

  /// The batch, row by row.
  public var state: [Double] { state(first: .max) }

  /// The first `count` numbers of the batch.
  public func state(first count: Int) -> [Double] {
    gathered(count) { walk, rest in walk.state(first: rest) } ?? []
  }

  /// The first `count` numbers of the data prediction of the last step; `nil` before the first.
  public func data(first count: Int) -> [Double]? {
    gathered(count) { walk, rest in walk.data(first: rest) }
  }

  /// The record of the start, before any step.
  public func startRecord() throws(SamplingError) -> StepRecord {
    var records: [StepRecord] = []
    for walk in walks { records.append(try walk.startRecord()) }
    return StepRecord(together: records)
  }

  /// Takes the next step, or a part of it; `nil` at the end of the grid.
  /// - Throws: `SamplingError.notFinite` at the first step that made NaN or infinity.
  public mutating func next() throws(SamplingError) -> StepRecord? {
    var records: [StepRecord] = []
    for index in walks.indices {
      if let record = try walks[index].next() { records.append(record) }
    }
    return records.isEmpty ? nil : StepRecord(together: records)
  }

  private func gathered(
    _ count: Int, _ rows: (SamplerWalk, _ rest: Int) -> [Double]?
  ) -> [Double]? {
    var all: [Double] = []
    for walk in walks where all.count < count || all.isEmpty {
      guard let row = rows(walk, count - all.count) else { return nil }
      if walks.count == 1 { return row }
      all += row
    }
    return all
  }
}
