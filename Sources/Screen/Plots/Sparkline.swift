import Glibc

/// Bars, one for each value: a series at a glance, or the noise levels of a grid.
///
/// Missing values leave a blank. Where there are more values than cells, evenly spaced ones are
/// shown, the first and last among them.
public struct Sparkline: Hashable, Sendable {
  public var values: [Double?]
  /// The values of the lowest and the full bar; `nil` means the smallest and largest value.
  public var range: ClosedRange<Double>?
  public var scale: Axis.Scale
  public var role: Role
  /// The value painted as the current one.
  public var marked: Int?

  public init(
    _ values: [Double?], range: ClosedRange<Double>? = nil, scale: Axis.Scale = .linear,
    role: Role = .plotLine, marked: Int? = nil
  ) {
    self.values = values
    self.range = range
    self.scale = scale
    self.role = role
    self.marked = marked
  }

  /// Draws bars as high as `rect`.
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) {
    guard !rect.isEmpty, !values.isEmpty else { return }
    let places = values.map { $0.flatMap(place) }
    let known = places.compactMap { $0 }
    let low = range.flatMap { place($0.lowerBound) } ?? known.min() ?? 0
    let high = range.flatMap { place($0.upperBound) } ?? known.max() ?? 1
    for cell in 0..<min(rect.columns, values.count) {
      let index = index(ofCell: cell, width: rect.columns)
      let isMarked = marked.map { self.cell(of: $0, width: rect.columns) == cell } ?? false
      guard let place = places[index] else {
        // A mark is seen where there is no bar, too.
        guard isMarked else { continue }
        frame[rect.column + cell, rect.end - 1] = Cell(Glyph.mark.scalar, look.style(.plotMark))
        continue
      }
      let part = high > low ? min(1, max(0, (place - low) / (high - low))) : 0.5
      let style = look.style(isMarked ? .plotMark : role)
      // In eighths of a row; the lowest bar has one.
      let height = 1 + Int((part * Double(8 * rect.rows - 1)).rounded())
      for row in 0..<rect.rows {
        let filled = min(8, height - 8 * row)
        guard filled > 0 else { break }
        frame[rect.column + cell, rect.end - 1 - row] = Cell(
          Glyph.eighths[filled - 1].scalar, style)
      }
    }
  }

  private func place(_ value: Double) -> Double? {
    switch scale {
    case .linear: value.isFinite ? value : nil
    case .logarithm: value.isFinite && value > 0 ? log(value) : nil
    }
  }

  private func index(ofCell cell: Int, width: Int) -> Int {
    guard values.count > width else { return cell }
    return width > 1 ? cell * (values.count - 1) / (width - 1) : values.count - 1
  }

  private func cell(of index: Int, width: Int) -> Int {
    guard values.count > width else { return index }
    return (index * (width - 1) + values.count - 2) / (values.count - 1)
  }
}
