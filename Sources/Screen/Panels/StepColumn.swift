import Quickstep
import Workbench

/// A statistic as a column of the table of steps: a fixed width, and decimal points below each
/// other.
struct StepColumn {
  let statistic: Statistic
  let column: Table.Column

  /// - Parameter largest: the largest count that it will show.
  init(_ statistic: Statistic, largest: Int, isPlotted: Bool) {
    self.statistic = statistic
    let place = Self.order.firstIndex(of: statistic.name) ?? Self.order.count
    let width: Int
    switch statistic.format {
    case .count: width = max(2, cellWidth(statistic.symbol), String(largest).count)
    case .significant: width = Self.wholeCells + 5
    case .share: width = 5
    }
    let unit = statistic.unit == statistic.symbol ? "" : statistic.unit
    column = Table.Column(
      statistic.symbol + unit, width: width, importance: isPlotted && place > 3 ? -4 : -place)
  }

  private static let wholeCells = 3

  /// What goes last where it is narrow stands first.
  private static let order = [
    "step", "sigma", "nfe", "change", "error", "ms", "order", "straightness", "data-change", "rms",
    "guidance", "clipped", "data-rms", "max", "lambda", "t",
  ]

  func text(_ value: Double?) -> String {
    guard let value else {
      return statistic.format == .significant ? format(nil, width: 8, whole: Self.wholeCells) : "-"
    }
    return switch statistic.format {
    case .count: value.isFinite ? "\(Int(value))" : "-"
    case .significant: format(value, width: column.width, whole: Self.wholeCells)
    case .share: format(value * 100, width: column.width, whole: 3)
    }
  }
}
