import Glibc

/// Axes as they are typed: `solver=euler,dpm++2m,unipc:order=3`, `steps=4..16:2`,
/// `solver.order=1..3`, `clip.limit=1e-3..1*10`, `solver@grid=euler@karras,ddim@trailing`.
///
/// Values stand between commas. `a..b` counts from a to b, `a..b:step` in steps and `a..b*factor` in
/// factors. A piece `knob=value` behind a component with knobs belongs to that component.
public enum AxisGrammar {
  /// Reads `PLACES=VALUES`.
  /// - Throws: `SweepError`.
  public static func axis(_ text: String) throws(SweepError) -> SweepAxis {
    guard let equals = text.firstIndex(of: "=") else { throw .noValues(axis: text) }
    return try axis(
      String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  /// - Parameters:
  ///   - name: the places, with `@` between them.
  ///   - values: all rows.
  public static func axis(_ name: String, _ values: String) throws(SweepError) -> SweepAxis {
    let places = name.split(separator: "@", omittingEmptySubsequences: false).map {
      Place(text: $0)
    }
    var rows: [[String]] = []
    for piece in pieces(values) {
      let cells = piece.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
      guard places.count > 1 else {
        rows += try expanded(piece, axis: name).map { [$0] }
        continue
      }
      guard cells.count == places.count else {
        throw .uneven(axis: name, row: rows.count + 1, value: piece, places: places.count)
      }
      rows.append(cells)
    }
    guard !rows.isEmpty, !values.isEmpty else { throw .noValues(axis: name) }
    return SweepAxis(places, rows)
  }

  /// Cuts at commas, but not at those between the knobs of one component.
  private static func pieces(_ values: String) -> [String] {
    var pieces: [String] = []
    for part in values.split(separator: ",", omittingEmptySubsequences: false) {
      if let last = pieces.last, last.contains(":"), isKnob(part) {
        pieces[pieces.count - 1] = "\(last),\(part)"
      } else {
        pieces.append(String(part))
      }
    }
    return pieces
  }

  private static func isKnob(_ part: Substring) -> Bool {
    guard let equals = part.firstIndex(of: "=") else { return false }
    return part[..<equals].allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
    }
  }

  /// The values of a range; anything else stands for itself.
  private static func expanded(_ piece: String, axis: String) throws(SweepError) -> [String] {
    guard let dots = piece.firstRange(of: ".."),
      let first = Double(piece[..<dots.lowerBound])
    else { return [piece] }
    let tail = piece[dots.upperBound...]
    let mark = tail.firstIndex { $0 == ":" || $0 == "*" } ?? tail.endIndex
    let pace = mark < tail.endIndex ? Double(tail[tail.index(after: mark)...]) : 1
    guard let last = Double(tail[..<mark]), let pace else {
      throw .badRange(axis: axis, text: piece)
    }
    let isFactor = mark < tail.endIndex && tail[mark] == "*"
    let values = isFactor ? powers(first, last, pace) : sums(first, last, pace)
    guard let values else { throw .badRange(axis: axis, text: piece) }
    return values.map { KnobValue.real($0).text }
  }

  /// first, first + step, … up to last; `nil` where that never ends or never begins.
  private static func sums(_ first: Double, _ last: Double, _ step: Double) -> [Double]? {
    let step = last < first ? -abs(step) : abs(step)
    let count = (last - first) / step + 1e-9
    guard step != 0, count.isFinite, count < Double(Sweep.mostCells) else { return nil }
    return (0...Int(count)).map { rounded(first + Double($0) * step) }
  }

  /// first, first times factor, … up to last.
  private static func powers(_ first: Double, _ last: Double, _ factor: Double) -> [Double]? {
    guard first != 0, last / first > 0, factor > 0, factor != 1 else { return nil }
    let factor = (last / first < 1) == (factor < 1) ? factor : 1 / factor
    let count = log(last / first) / log(factor) + 1e-9
    guard count.isFinite, count >= 0, count < Double(Sweep.mostCells) else { return nil }
    return (0...Int(count)).map { rounded(first * pow(factor, Double($0))) }
  }

  /// Without what adding and multiplying left at the end of the digits.
  private static func rounded(_ value: Double) -> Double {
    guard value != 0 else { return 0 }
    let scale = pow(10, 11 - log10(abs(value)).rounded(.down))
    let short = (value * scale).rounded() / scale
    return short.isFinite ? short : value
  }
}
