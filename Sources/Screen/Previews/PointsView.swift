import Experiments
import Workbench

/// Points over a field, with axes; of more than two coordinates the first two, one over the sample's
/// number.
struct PointsView {
  let points: Points
  let field: DensityField?
  let box: ViewBox
  let surface: PictureSurface
  let look: Look

  func draw(in rect: Rect, of frame: inout Frame) {
    guard points.dimensions > 0 else { return }
    var place = rect
    if rect.rows >= 8, !points.caption.isEmpty || !points.trails.isEmpty {
      drawKey(in: rect.line(rect.rows - 1), of: &frame)
      place = rect.top(rect.rows - 1)
    }
    if points.dimensions != 2, rect.rows >= 4 {
      let text =
        points.dimensions == 1
        ? "x over the sample's number"
        : "the first two of \(points.dimensions) coordinates"
      frame.write(
        text, in: rect.line(rect.rows - 1), alignment: .center, style: look.style(.dim))
      place = rect.top(rect.rows - 1)
    }
    let view = points.box.map(ViewBox.init) ?? box
    ScatterPlot(scatter: Scatter(points, field: field, view: view), surface: surface, look: look)
      .draw(in: place, of: &frame)
  }

  /// What lines are, and what is seen.
  private func drawKey(in line: Rect, of frame: inout Frame) {
    var pen = LinePen(line)
    for kind in Trail.Kind.allCases where points.trails.contains(where: { $0.kind == kind }) {
      let mark = look.glyphs == .ascii ? String(Character(kind.mark)) : Glyph.horizontal.description
      guard pen.rest.columns >= cellWidth(kind.name) + 4 else { return }
      if !pen.isAtStart { pen.write("  ", look.style(.dim), of: &frame) }
      pen.write(mark, kind.style(surface.display, look.theme), of: &frame)
      pen.write(" " + kind.name, look.style(.dim), of: &frame)
    }
    guard !points.caption.isEmpty else { return }
    if !pen.isAtStart { pen.write("  ", look.style(.dim), of: &frame) }
    pen.write(clipped(points.caption, to: pen.rest.columns), look.style(.dim), of: &frame)
  }
}

extension Scatter {
  init(_ points: Points, field: DensityField? = nil, view: ViewBox) {
    let (values, dimensions) = (points.values, points.dimensions)
    self.init(
      points: (0..<points.count).map { row in
        dimensions == 1
          ? SIMD2(Double(row), values[row])
          : SIMD2(values[row * dimensions], values[row * dimensions + 1])
      },
      field: field, trails: points.trails, view: view,
      units: dimensions == 1 ? .stretched : .equal)
  }
}

extension ViewBox {
  init(_ box: PlaneBox) { self.init(x: box.x, y: box.y) }

  /// The box around points, with some room.
  init(around all: [Points]) {
    var reach = 1.0
    for points in all {
      for (index, value) in points.values.enumerated()
      where value.isFinite && index % points.dimensions < 2 { reach = max(reach, abs(value)) }
    }
    let y = -1.1 * reach...1.1 * reach
    let count = all.lazy.filter { $0.dimensions == 1 }.map(\.count).max()
    self.init(x: count.map { -0.5...max(0.5, Double($0) - 0.5) } ?? y, y: y)
  }
}

extension DensityField {
  package init(_ image: FieldImage) {
    self.init(
      box: ViewBox(x: image.field.x, y: image.field.y),
      values: Plane(width: FieldImage.width, height: FieldImage.height, pixels: image.values))
  }
}
