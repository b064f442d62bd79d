/// A time in the unit that suits it: `42 s`, `12 min`, `2 h 05`; `-` for one that is not known.
func duration(_ seconds: Double?) -> String {
  guard let seconds, seconds.isFinite, seconds >= 0, seconds < 3.6e7 else { return "-" }
  let whole = Int(seconds.rounded(.up))
  if whole < 100 { return "\(whole) s" }
  let minutes = (whole + 59) / 60
  if minutes < 100 { return "\(minutes) min" }
  let rest = minutes % 60
  return "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest)"
}

/// A large count with three figures: `812`, `15.4k`, `2.56M`.
func shortCount(_ count: Int) -> String {
  let units: [(size: Double, letter: String)] = [(1e9, "G"), (1e6, "M"), (1e3, "k")]
  // What would round to a thousand takes the next unit.
  guard let unit = units.first(where: { Double(count) >= 0.9995 * $0.size }) else {
    return "\(count)"
  }
  return format(Double(count) / unit.size) + unit.letter
}
