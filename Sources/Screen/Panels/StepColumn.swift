import Experiments
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
    let unit = statistic.unit == statistic.symbol ? "" : statistic.unit
    let heading = statistic.symbol + unit
    let importance = isPlotted && rank > 3 ? -4 : -rank
    switch statistic.format {
    case .count:
      column = Table.Column(
        heading, width: max(2, cellWidth(heading), String(item.largest).count),
        importance: importance)
    case .significant, .percent:
      column = Table.Column(heading, numbers: .any, importance: importance)
    case .names(let names):
      let longest = names.map(cellWidth).max() ?? 0
      column = Table.Column(
        heading, width: max(cellWidth(heading), min(longest, Self.longestName)),
        alignment: .left, importance: importance)
    }
  }

  func text(_ value: Double?) -> String {
    switch format {
    case .count: return format.text(value)
    case .significant, .percent: return format.text(value, in: .any)
    case .names:
      let text = format.text(value)
      return text.count > Self.longestName
        ? text.prefix(Self.longestName - 1) + Glyph.ellipsis.description : text
    }
  }

  /// Cells that a name takes at most.
  private static let longestName = 18
}
