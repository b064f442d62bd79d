import Glibc
import Quickstep

extension Statistic {
  /// A value as it is shown, without its unit; `-` for one that is not known.
  public func text(_ value: Double?) -> String {
    switch format {
    case .count: value.map(countText) ?? "-"
    case .significant, .percent: Screen.format(value)
    }
  }
}

/// How far a number spreads, with two significant figures and without a leading zero: `1.2`,
/// `.034`, `12`, `5e-6`.
public func spreadText(_ spread: Double) -> String {
  guard spread.isFinite, spread >= 1e-4, spread < 1e4 else { return format(spread) }
  let exponent = Int(log10(spread).rounded(.down))
  let text = fixed(spread, decimals: max(0, 1 - exponent))
  return text.hasPrefix("0.") ? String(text.dropFirst()) : text
}
