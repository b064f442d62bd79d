import Experiments
import Files

extension RunReportFile {
  /// A run of the history.
  init(_ row: HistoryRow, _ detail: (records: KeptRecords, thumbnail: [UInt8])) {
    let failure: String? =
      switch row.end {
      case .finished: nil
      case .stopped: row.end.word
      case .failed(let reason): reason
      }
    self.init(
      "run \(row.number) of the history", line: row.line, evaluations: row.spent,
      seconds: row.seconds, failure: failure, scores: row.scores.map(Self.told),
      curves: Self.curves(detail.records),
      thumbnail: detail.thumbnail.isEmpty ? nil : detail.thumbnail)
  }

  private static func told(
    _ score: KeptScore
  ) -> (ReportDocument.Measure, ReportDocument.Mark) {
    func known(_ number: Double) -> Double? { number.isFinite ? number : nil }
    return (
      ReportDocument.Measure(score.name, unit: score.unit, better: score.better),
      ReportDocument.Mark(
        value: known(score.value.mean), spread: known(score.value.spread),
        floor: known(score.floor.mean), floorSpread: known(score.floor.spread))
    )
  }

  /// Every number but the first, which is that of the step.
  private static func curves(_ records: KeptRecords) -> [Curve] {
    let rows = (0..<records.count).map { Array(records[$0]) }
    return records.names.indices.dropFirst().compactMap { column in
      let points = rows.compactMap { row in
        row[0].isFinite && row[column].isFinite ? SIMD2(row[0], row[column]) : nil
      }
      return points.count > 1 ? Curve(records.names[column], points) : nil
    }
  }
}
