import Glibc

/// A moment as the clock on the wall shows it: `2026-11-30 20:41`.
/// - Parameter seconds: since 1970.
public func localTime(_ seconds: Double) -> String {
  guard var time = whole(seconds) else { return "-" }
  var parts = tm()
  localtime_r(&time, &parts)
  return "\(day(parts)) \(two(parts.tm_hour)):\(two(parts.tm_min))"
}

/// A moment as programs exchange it (ISO 8601, UTC): `2026-11-30T20:41:02Z`.
/// - Parameter seconds: since 1970.
public func universalTime(_ seconds: Double) -> String {
  guard var time = whole(seconds) else { return "" }
  var parts = tm()
  gmtime_r(&time, &parts)
  return "\(day(parts))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
}

/// `nil` for what no calendar has.
private func whole(_ seconds: Double) -> time_t? {
  seconds.isFinite && abs(seconds) < 1e11 ? time_t(seconds) : nil
}

private func day(_ parts: tm) -> String {
  "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
}

private func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
