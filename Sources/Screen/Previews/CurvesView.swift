import Experiments

/// Curves over one pair of axes; each has a mark of its own on its line and in the legend, so that
/// they are told apart without colour too.
package struct CurvesView {
  private let curves: [Curve]
  /// Of both axes; `nil` takes what suits the numbers.
  private let scale: Axis.Scale?
  private let look: Look

  package init(_ curves: [Curve], scale: Axis.Scale? = nil, look: Look) {
    self.curves = curves
    self.scale = scale
    self.look = look
  }

  /// The least place that axes may stand beside, in cells.
  private static let least = Size(columns: 8, rows: 3)

  package func draw(in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty, let first = curves.first else { return }
    let legend = CurveLegend(curves.map(\.name), width: rect.columns, look: look)
    let plot = rect.droppingTop(legend.rows(in: rect))
    let points = curves.map(\.usable)
    let heights = points.joined().map(\.y)
    let ticksDown = max(2, (plot.rows - 1) / 2)
    let down =
      scale == .logarithm
      ? Axis(decadesCovering: heights, ticks: ticksDown) : Axis(covering: heights, ticks: ticksDown)
    let area = Rect(
      column: plot.column + down.labelWidth + 2, row: plot.row,
      columns: plot.columns - down.labelWidth - 2, rows: plot.rows - 2)
    guard area.columns >= Self.least.columns, area.rows >= Self.least.rows else {
      return Sparkline(first.usable.map(\.y)).draw(in: rect, of: &frame, look: look)
    }
    let places = points.joined().map(\.x)
    let across =
      scale == .logarithm
      ? Axis(through: places, ticks: max(2, area.columns / 6))
      : Axis(alongCurves: places, ticks: max(2, area.columns / 8))
    legend.draw(in: rect, of: &frame)
    down.draw(beside: area, of: &frame, look: look)
    across.draw(below: area, of: &frame, look: look)
    let lines = points.map { Line($0, across, down, in: area, level: look.glyphs) }
    for (index, line) in lines.enumerated().reversed() {
      line.canvas.draw(
        in: area, of: &frame, style: look.curveStyle(index),
        stroke: look.glyphs == .ascii ? look.curveMark(index) : nil)
    }
    for (index, line) in lines.enumerated().reversed() {
      for (x, y) in marks(line.places, index, width: line.canvas.width) {
        let cell = line.canvas.cell(x: x, y: y)
        frame[area.column + cell.column, area.row + cell.row] = Cell(
          look.curveMark(index), look.curveStyle(index))
      }
    }
  }

  /// A few of the points, at other places than those of the other curves.
  private func marks(
    _ places: [(x: Int, y: Int)], _ index: Int, width: Int
  ) -> [(x: Int, y: Int)] {
    let distance = max(1, width / Self.marksAcross)
    let offset = distance * (2 * index + 1) / (2 * max(1, curves.count))
    let wanted = stride(from: offset, to: width, by: distance)
    return wanted.compactMap { x in places.min { abs($0.x - x) < abs($1.x - x) } }
  }

  /// Marks of a curve as long as the plot.
  private static let marksAcross = 4
}

/// A curve on its canvas.
private struct Line {
  private(set) var canvas: LineCanvas
  /// Of the points that have one.
  private(set) var places: [(x: Int, y: Int)] = []

  init(
    _ points: [SIMD2<Double>], _ across: Axis, _ down: Axis, in area: Rect,
    level: DisplayCapabilities.GlyphLevel
  ) {
    canvas = LineCanvas(cells: Size(columns: area.columns, rows: area.rows), level: level)
    var last: (x: Int, y: Int)?
    for point in points {
      guard let x = across.place(of: point.x), let y = down.place(of: point.y) else {
        last = nil
        continue
      }
      let place = (
        x: Int((x * Double(canvas.width - 1)).rounded()),
        y: Int(((1 - y) * Double(canvas.height - 1)).rounded())
      )
      canvas.line(from: last ?? place, to: place)
      places.append(place)
      last = place
    }
  }
}

extension Curve {
  /// Those of its points that have a place in a plot, or could have.
  fileprivate var usable: [SIMD2<Double>] { points.filter { abs($0.x) < 1e150 } }
}

extension Axis {
  /// The axis of what curves stand over: logarithmic only where the values crowd at its low end,
  /// which numbers of steps do not.
  fileprivate init(alongCurves values: [Double], ticks: Int) {
    let sorted = values.sorted()
    guard let low = sorted.first, let high = sorted.last else {
      self.init(covering: [], ticks: ticks)
      return
    }
    if low > 0, sorted[sorted.count / 2] < high / 10 {
      self.init(covering: values, ticks: ticks)
    } else {
      self.init(from: low, to: high, intervals: ticks - 1)
    }
  }
}
