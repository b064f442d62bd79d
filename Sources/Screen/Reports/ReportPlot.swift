/// A box with two axes, in which marks and lines stand by their numbers.
struct ReportPlot {
  let x, y: Axis
  let xTitle, yTitle: String

  private static let width = 640.0, height = 360.0
  private static let left = 70.0, right = 18.0, top = 14.0, bottom = 46.0

  init(x: [Double], titled xTitle: String, y: [Double], titled yTitle: String) {
    self.x = Axis(covering: x, ticks: 7)
    self.y = Axis(covering: y, ticks: 6)
    self.xTitle = xTitle
    self.yTitle = yTitle
  }

  /// Where a pair of numbers stands; `nil` where it has no place.
  func place(_ horizontal: Double, _ vertical: Double) -> (x: Double, y: Double)? {
    guard let across = x.place(of: horizontal), let up = y.place(of: vertical) else { return nil }
    return (
      Self.left + across * (Self.width - Self.left - Self.right),
      Self.height - Self.bottom - up * (Self.height - Self.top - Self.bottom)
    )
  }

  /// A line through the pairs that have a place.
  func line(_ points: [(Double, Double)]) -> Markup {
    let places = points.compactMap { place($0.0, $0.1) }
    let list: [Markup] = places.map { "\($0.x),\($0.y) " }
    return "<polyline points=\"\(list)\"/>"
  }

  /// - Parameter marks: what stands in the box.
  func picture(titled title: Markup, _ marks: [Markup]) -> Markup {
    """
    <svg class="plot" viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(title)">
    <g class="axis">\(horizontalTicks)\(verticalTicks)</g>
    \(marks)
    </svg>
    """
  }

  private var horizontalTicks: [Markup] {
    let floor = Self.height - Self.bottom
    let end = Self.width - Self.right
    return x.ticks.compactMap { tick -> Markup? in
      place(tick.value, y.range.lowerBound).map { place in
        """
        <line x1="\(place.x)" y1="\(Self.top)" x2="\(place.x)" y2="\(floor)"/>
        <text x="\(place.x)" y="\(floor + 17)" text-anchor="middle">\(tick.label)</text>
        """
      }
    } + ["<text x=\"\(end)\" y=\"\(floor + 36)\" text-anchor=\"end\">\(xTitle)</text>"]
  }

  private var verticalTicks: [Markup] {
    let end = Self.width - Self.right
    return y.ticks.compactMap { tick -> Markup? in
      place(x.range.lowerBound, tick.value).map { place in
        """
        <line x1="\(Self.left)" y1="\(place.y)" x2="\(end)" y2="\(place.y)"/>
        <text x="\(Self.left - 7)" y="\(place.y + 4)" text-anchor="end">\(tick.label)</text>
        """
      }
    } + ["<text x=\"4\" y=\"\(Self.height - 10)\">\(yTitle)</text>"]
  }
}
