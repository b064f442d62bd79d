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
  public func fronts(by measure: Measure) -> [Front?] {
    let points = rows.map { row -> Experiments.Front.Point? in
      guard let budget = row.evaluations, let mark = row.marks[measure.name],
        let value = mark.value, measure.distance(mark) != nil
      else { return nil }
      let error = (mark.spread ?? 0) / Double(max(1, row.seeds)).squareRoot()
      let measured = Trial.Measured(
        value: Estimate(mean: value, spread: error),
        floor: mark.floor.map { Estimate(mean: $0, spread: mark.floorSpread ?? 0) },
        better: measure.better)
      return Experiments.Front.Point(budget: budget, score: CellScore([measured]))
    }
    return Experiments.Front.memberships(points).map { membership in
      switch membership {
      case .on: .on
      case .uncertain: .uncertain
      case .off: .dominated
      case nil: nil
      }
    }
  }
}
