import Experiments

/// Previews beside each other, each under its title: in equal columns, or in a grid where that makes
/// them larger.
struct BesideView {
  private let titled: [TitledPreview]
  private let drawing: PreviewDrawing

  init(_ titled: [TitledPreview], drawing: PreviewDrawing) {
    self.titled = titled
    self.drawing = drawing
  }

  /// Blanks between neighbours.
  private static let gap = 1

  func draw(in rect: Rect, of frame: inout Frame) {
    guard !titled.isEmpty, !rect.isEmpty else { return }
    let grid = Self.grid(count: titled.count, in: rect)
    for (index, item) in titled.enumerated() {
      let place = Self.place(index, of: grid, in: rect)
      guard !place.isEmpty else { continue }
      draw(item, in: place, of: &frame)
    }
  }

  private func draw(_ item: TitledPreview, in place: Rect, of frame: inout Frame) {
    // In one row there is no room for both.
    let area = place.rows > 1 ? place.droppingTop(1) : place
    if place.rows > 1 {
      frame.write(
        clipped(item.title, to: place.columns), in: place.line(0),
        style: drawing.look.style(.heading))
    }
    if let preview = item.preview {
      drawing.draw(preview, in: area, of: &frame)
    } else {
      frame.write("-", in: area.line(0), style: drawing.look.style(.dim))
    }
  }

  /// How many stand beside and below each other: as large as possible, a cell being twice as high as
  /// wide, the fewest rows among equals.
  static func grid(count: Int, in rect: Rect) -> (across: Int, down: Int) {
    func size(_ across: Int) -> Int {
      let down = (count + across - 1) / across
      let width = (rect.columns + gap) / across - gap
      let height = rect.rows / down - 1
      return min(width, 2 * height)
    }
    let across = (1...count).max { (size($0), $0) < (size($1), $1) } ?? 1
    return (across, (count + across - 1) / across)
  }

  /// What belongs to one of them; the last of a row and of a column take what is left.
  private static func place(_ index: Int, of grid: (across: Int, down: Int), in rect: Rect) -> Rect
  {
    let (column, row) = (index % grid.across, index / grid.across)
    let left = column * (rect.columns + gap) / grid.across
    let right = (column + 1) * (rect.columns + gap) / grid.across - gap
    let top = row * rect.rows / grid.down, bottom = (row + 1) * rect.rows / grid.down
    return Rect(
      column: rect.column + left, row: rect.row + top, columns: right - left, rows: bottom - top)
  }
}

extension Plane {
  /// Planes of any sizes from left to right, their tops on one line.
  static func beside(_ planes: [Plane], gap: Int, gapPixel: Pixel) -> Plane {
    let width = planes.reduce(0) { $0 + $1.width } + gap * max(0, planes.count - 1)
    var all = Plane(width: width, height: planes.map(\.height).max() ?? 0, filledWith: gapPixel)
    var left = 0
    for plane in planes {
      for y in 0..<plane.height {
        let start = y * width + left
        all.pixels.replaceSubrange(
          start..<start + plane.width, with: plane.pixels[y * plane.width..<(y + 1) * plane.width])
      }
      left += plane.width + gap
    }
    return all
  }
}
