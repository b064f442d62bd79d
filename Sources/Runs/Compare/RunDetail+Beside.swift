import Experiments

// What several runs tell of a step, in tables of one column a run.
extension RunDetail {
  private static let coefficients = "coefficients of "

  /// Whether it has the coefficients of what runs add up, one column a run.
  public var isOfCoefficients: Bool { heading.hasPrefix(Self.coefficients) && !columns.isEmpty }

  /// The coefficients of the records' sums, their statistics, and what more they tell.
  static func beside(_ records: [(outline: RunOutline, record: RunRecord)]) -> [RunDetail] {
    let letters = records.indices.map(ComparedRun.letter)
    let statistics = table(
      "step", letters,
      records.map { outline, record in
        zip(outline.statistics, record.values).compactMap { item, value in
          item.rank == nil || item.statistic.isNamed
            ? nil : value.map { (item.statistic.symbol, $0) }
        }
      })
    let result = records.lazy.compactMap(\.record.equation).first?.result
    let sums = result.map { result in
      table(
        coefficients + result, letters,
        records.map { $0.record.equation?.terms.map { ($0.symbol, $0.coefficient) } ?? [] })
    }
    var headings: [String] = []
    for detail in records.flatMap(\.record.details)
    where detail.columns.isEmpty && !headings.contains(detail.heading) {
      headings.append(detail.heading)
    }
    let others = headings.map { heading in
      table(
        heading, letters,
        records.map { _, record in
          record.details.filter { $0.heading == heading }.flatMap(\.rows).compactMap { row in
            row.values.first.flatMap { $0 }.map { (row.name, $0) }
          }
        })
    }
    return (sums.map { [$0] } ?? []) + [statistics] + others
  }

  private static func table(
    _ heading: String, _ letters: [String], _ runs: [[(name: String, value: Double)]]
  ) -> RunDetail {
    var names: [String] = []
    for row in runs.joined() where !names.contains(row.name) { names.append(row.name) }
    return RunDetail(
      heading: heading, columns: letters,
      rows: names.map { name in
        Row(name: name, values: runs.map { rows in rows.first { $0.name == name }?.value })
      })
  }
}

extension Statistic {
  /// Whether its values stand for names.
  fileprivate var isNamed: Bool { if case .names = format { true } else { false } }
}
