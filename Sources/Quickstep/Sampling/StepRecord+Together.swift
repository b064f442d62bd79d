import Glibc

extension StepRecord {
  /// One record for samples that took their steps apart, each as large as the others.
  ///
  /// Root mean squares are those of the whole batch, the rest are means over samples. What x' is the
  /// sum of is told where all samples share it.
  /// - Parameter records: of one step, at least one.
  init(together records: [StepRecord]) {
    let first = records[0]
    guard records.count > 1 else {
      self = first
      return
    }
    func mean(_ value: (StepRecord) -> Double?) -> Double? {
      let values = records.compactMap(value)
      return values.count == records.count ? values.reduce(0, +) / Double(values.count) : nil
    }
    func rootMeanSquare(_ value: (StepRecord) -> Double?) -> Double? {
      mean { value($0).map { $0 * $0 } }.map(sqrt)
    }
    self.init(
      step: first.step, level: first.level,
      evaluations: records.map(\.evaluations).max() ?? 0,
      stateRMS: rootMeanSquare(\.stateRMS) ?? 0,
      stateMaximum: records.map(\.stateMaximum).max() ?? 0,
      changeRMS: rootMeanSquare(\.changeRMS), dataRMS: rootMeanSquare(\.dataRMS),
      dataChangeRMS: rootMeanSquare(\.dataChangeRMS), straightness: mean(\.straightness),
      order: first.order,
      coefficients: records.allSatisfy { $0.coefficients == first.coefficients }
        ? first.coefficients : [],
      clippedShare: mean(\.clippedShare), guidanceStrength: mean(\.guidanceStrength),
      reading: first.reading.map { reading in
        LevelReading(
          reading.level, variance: mean(\.reading?.variance),
          expected: mean(\.reading?.expected), shift: mean(\.reading?.shift),
          atEdge: mean(\.reading?.atEdge))
      }, parts: first.parts)
    guard let shift = reading?.shift else { return }
    shiftSpread = mean { record in
      record.reading?.shift.map { ($0 - shift) * ($0 - shift) }
    }.map(sqrt)
  }
}
