import Experiments

/// The steps of a run as thumbnails in a row, the one shown between two bars.
struct FilmstripView {
  /// Pictures or points, one a step.
  let previews: [Preview]
  /// The index of the one shown.
  let current: Int
  /// The indices before which another plan takes over.
  let forks: [Int]
  let surface: PictureSurface
  let look: Look
  /// The part of the plane in which points stand.
  let box: ViewBox

  /// Rows that a strip takes of a place, 0 where there is no room for one beside the picture.
  static func rows(in place: Rect) -> Int {
    guard place.columns >= 24, place.rows >= 12 else { return 0 }
    return place.rows >= 24 ? 4 : 3
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    let width = width(in: rect)
    // A column on either side belongs to the bars.
    let count = min(previews.count, (rect.columns - 1) / (width + 1))
    guard count > 0 else { return }
    let first = max(0, min(current - count / 2, previews.count - count))
    let used = count * (width + 1) + 1
    let left = rect.column + (rect.columns - used) / 2
    for (place, index) in (first..<first + count).enumerated() {
      let thumbnail = Rect(
        column: left + 1 + place * (width + 1), row: rect.row, columns: width, rows: rect.rows)
      draw(previews[index], in: thumbnail, of: &frame)
      if forks.contains(index) {
        drawBar(at: thumbnail.column - 1, beside: thumbnail, .dim, of: &frame)
      }
      if index == current { drawBars(beside: thumbnail, of: &frame) }
    }
  }

  /// As wide as a thumbnail is high, narrower where that lets all stand there.
  private func width(in rect: Rect) -> Int {
    let square = 2 * rect.rows
    let all = (rect.columns - 1) / max(1, previews.count) - 1
    return max(min(square, 4), min(square, all))
  }

  private func draw(_ preview: Preview, in rect: Rect, of frame: inout Frame) {
    switch preview {
    case .points(let points):
      guard points.dimensions > 0 else { return }
      let view = points.box.map(ViewBox.init) ?? box
      surface.draw(Scatter(points, view: view), in: rect, of: &frame)
    case .pictures(let pictures):
      guard pictures.count > 0 else { return }
      surface.draw(surface.grid(of: pictures, 0..<1, in: rect), in: rect, of: &frame)
    case .text, .graph, .matrix, .curves, .decades, .beside: break
    }
  }

  private func drawBars(beside rect: Rect, of frame: inout Frame) {
    for column in [rect.column - 1, rect.column + rect.columns] {
      drawBar(at: column, beside: rect, .titleFocus, of: &frame)
    }
  }

  private func drawBar(at column: Int, beside rect: Rect, _ role: Role, of frame: inout Frame) {
    for row in rect.row..<rect.row + rect.rows {
      frame[column, row] = Cell(Glyph.vertical.scalar, look.style(role))
    }
  }
}
