/// A time in the unit that suits it: `42 s`, `12 min`, `2 h 05`; `-` for one that is not known.
public func duration(_ seconds: Double?) -> String {
  guard let seconds, seconds.isFinite, seconds >= 0, seconds < 3.6e7 else { return "-" }
  let whole = Int(seconds.rounded(.up))
  if whole < 100 { return "\(whole) s" }
  let minutes = (whole + 59) / 60
  if minutes < 100 { return "\(minutes) min" }
  let rest = minutes % 60
  return "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest)"
}

/// A large count with three figures: `812`, `15.4k`, `2.56M`.
public func shortCount(_ count: Int) -> String {
  let units: [(size: Double, letter: String)] = [(1e9, "G"), (1e6, "M"), (1e3, "k")]
  // What would round to a thousand takes the next unit.
  guard let unit = units.first(where: { Double(count) >= 0.9995 * $0.size }) else {
    return "\(count)"
  }
  return format(Double(count) / unit.size) + unit.letter
}

/// What happens in a second, with three figures: `3.10`, `512`, `15.4k`; `-` for what is not known.
public func rate(_ perSecond: Double?) -> String {
  guard let perSecond, perSecond >= 10_000, perSecond < 1e15 else { return format(perSecond) }
  return shortCount(Int(perSecond))
}

/// A share of a whole that goes on growing, in whole percent: `42 %`.
public func percent(_ share: Double) -> String {
  share.isFinite ? "\(Int(min(max(share, 0), 1) * 100)) %" : "-"
}

extension Statistic.Format {
  /// A value of this kind as people read it.
  public func text(_ value: Double?) -> String {
    switch self {
    case .count: value.map(countText) ?? "-"
    case .significant, .percent: format(value)
    case .names(let names): value.flatMap { name(Int($0), of: names) } ?? "-"
    }
  }

  private func name(_ index: Int, of names: [String]) -> String? {
    names.indices.contains(index) ? names[index] : nil
  }

  /// The value with its point where those of the column stand; counts end where a point would be.
  public func text(_ value: Double?, in place: NumberPlace) -> String {
    switch self {
    case .count:
      let text = text(value)
      let missing = max(0, place.whole - text.count)
      let behind = max(0, place.width - missing - text.count)
      return String(repeating: " ", count: missing) + text + String(repeating: " ", count: behind)
    case .significant, .percent: return place.text(value)
    case .names: return text(value)
    }
  }

  /// A count, which is a whole number.
  private func countText(_ value: Double) -> String {
    Int(exactly: value.rounded()).map(String.init) ?? "-"
  }
}

extension Statistic {
  /// A value as it is shown, without its unit; `-` for one that is not known.
  public func text(_ value: Double?) -> String { format.text(value) }
}
