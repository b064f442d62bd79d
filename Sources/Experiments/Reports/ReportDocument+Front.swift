extension ReportDocument.Measure {
  /// How far a mark is from what it should be, smaller being better; `nil` where it is not known.
  public func distance(_ mark: ReportDocument.Mark?) -> Double? {
    guard let mark, let value = mark.value, value.isFinite else { return nil }
    switch better {
    case .lower: return value
    case .higher: return -value
    case .nearer: return mark.floor.map { abs(value - $0) }
    }
  }
}

extension ReportDocument {
  /// Row by row, whether nothing that costs no more is better; `nil` for rows without budget or mark.
  ///
  /// Two rows are told apart where they differ by more than twice the spread of their difference.
  public func fronts(by measure: Measure) -> [Front?] {
    let points = rows.map { row in
      row.evaluations.flatMap { budget in
        measure.distance(row.marks[measure.name]).map {
          (budget: budget, distance: $0, spread: row.marks[measure.name]?.spread ?? 0)
        }
      }
    }
    // Only the best of what costs as much or less can keep a row off the front.
    let order = points.indices.filter { points[$0] != nil }.sorted {
      (points[$0]!.budget, points[$0]!.distance) < (points[$1]!.budget, points[$1]!.distance)
    }
    var fronts = [Front?](repeating: nil, count: rows.count)
    var best: (budget: Int, distance: Double, spread: Double)?
    for index in order {
      guard let point = points[index] else { continue }
      guard let rival = best else {
        fronts[index] = .on
        best = point
        continue
      }
      let gap = point.distance - rival.distance
      let doubt = 2 * (point.spread * point.spread + rival.spread * rival.spread).squareRoot()
      let isDoubtful = abs(gap) < doubt
      fronts[index] = isDoubtful ? .uncertain : gap < 0 ? .on : .dominated
      if gap < 0 { best = point }
    }
    return fronts
  }
}
