import Quickstep
import Runs

/// A statistic as a column of the table of records: a fixed width, and decimal points below each
/// other.
struct StepColumn {
  /// The index of the statistic among those of the run.
  let index: Int
  let column: Table.Column
  private let format: Statistic.Format

  /// - Returns: `nil` for a statistic that this run lacks.
  init?(_ item: RunStatistic, index: Int, isPlotted: Bool) {
    guard let rank = item.rank else { return nil }
    let statistic = item.statistic
    self.index = index
    format = statistic.format
    let width: Int
    switch statistic.format {
    case .count: width = max(2, cellWidth(statistic.symbol), String(item.largest).count)
    case .significant: width = Self.wholeCells + 5
    case .percent: width = 5
    }
    let unit = statistic.unit == statistic.symbol ? "" : statistic.unit
    column = Table.Column(
      statistic.symbol + unit, width: width, importance: isPlotted && rank > 3 ? -4 : -rank)
  }

  private static let wholeCells = 3

  func text(_ value: Double?) -> String {
    guard let value else {
      return format == .significant ? number(nil, width: 8) : "-"
    }
    return switch format {
    case .count: countText(value)
    case .significant: number(value, width: column.width)
    case .percent: number(value, width: column.width)
    }
  }

  private func number(_ value: Double?, width: Int) -> String {
    Screen.format(value, width: width, whole: Self.wholeCells)
  }
}

/// A count, which is a whole number.
func countText(_ value: Double) -> String { Int(exactly: value.rounded()).map(String.init) ?? "-" }
