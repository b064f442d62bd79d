import Experiments

/// A heat map of a matrix with a path through it; what is not finite is left blank.
///
/// Where there is room, every entry stands under the number of its column and beside that of its
/// row, and a line below tells the smallest and the largest number.
package struct MatrixView {
  private let matrix: MatrixPicture
  private let surface: PictureSurface
  private let look: Look

  package init(_ matrix: MatrixPicture, surface: PictureSurface, look: Look) {
    self.matrix = matrix
    self.surface = surface
    self.look = look
  }

  package func draw(in rect: Rect, of frame: inout Frame) {
    guard let scale = MatrixScale(covering: matrix.rows.joined()) else { return }
    let place = rect.intersection(Rect(frame.size))
    let width = cellWidth(String(max(0, matrix.rows.count - 1))) + 1
    let hasTicks = place.columns >= width + 8 && place.rows >= 6
    var area = place
    if hasTicks {
      area = place.droppingLeft(width).top(place.rows - 2)
      MatrixKey(scale, surface: surface, look: look).draw(
        in: place.line(place.rows - 1), of: &frame)
    }
    guard !area.isEmpty else { return }
    let used =
      surface.drawsPixels
      ? drawPixels(scale, in: area, of: &frame)
      : drawCells(scale, in: area, of: &frame)
    if hasTicks { drawTicks(around: used, width: width, of: &frame) }
  }

  /// - Returns: the place that the map takes.
  private func drawPixels(_ scale: MatrixScale, in area: Rect, of frame: inout Frame) -> Rect {
    let raster = MatrixRaster(matrix, in: surface.resolution(of: area), pixelAspect: 1)
    let picture = raster.picture(matrix, scale, ground: surface.theme.assumedBackground)
    // The rows that show it in its own size, which may be more than it covers.
    let rows = (1..<area.rows).first {
      surface.resolution(of: area.top($0)).height >= raster.size.height
    }
    let width = surface.display.cellPixels.width
    let used = area.left((raster.size.width + width - 1) / width).top(rows ?? area.rows)
    surface.draw(.indexed(picture), in: used, of: &frame)
    return used
  }

  /// - Returns: the place that the map takes.
  private func drawCells(_ scale: MatrixScale, in area: Rect, of frame: inout Frame) -> Rect {
    let shades = MatrixShades(surface: surface, look: look)
    let cell = surface.display.cellPixels
    let raster = MatrixRaster(
      matrix, in: PixelSize(width: area.columns, height: area.rows * shades.rowsPerCell),
      pixelAspect: Double(cell.height) / Double(cell.width * shades.rowsPerCell))
    let used = area.left(raster.size.width)
      .top((raster.size.height + shades.rowsPerCell - 1) / shades.rowsPerCell)
    let values = raster.values(matrix, scale)
    for row in 0..<used.rows {
      for column in 0..<used.columns {
        let parts = (0..<shades.rowsPerCell).map { part -> Double in
          let y = row * shades.rowsPerCell + part
          return y < values.height ? values[column, y] : .nan
        }
        frame[used.column + column, used.row + row] = shades.cell(parts)
      }
    }
    for entry in matrix.path {
      guard let (x, y) = raster.pixels(of: entry) else { continue }
      let column = used.column + (x.lowerBound + x.upperBound - 1) / 2
      let row = used.row + (y.lowerBound + y.upperBound - 1) / 2 / shades.rowsPerCell
      frame[column, row] = shades.marked(frame[column, row])
    }
    return used
  }

  private func drawTicks(around map: Rect, width: Int, of frame: inout Frame) {
    let style = look.style(.plotAxis)
    let (down, across) = (matrix.rows.count, matrix.rows.map(\.count).max() ?? 0)
    for index in ticks(count: down, room: map.rows) {
      let line = map.line(((2 * index + 1) * map.rows - 1) / (2 * down))
      let label = Rect(column: map.column - width, row: line.row, columns: width - 1, rows: 1)
      frame.write(String(index), in: label, alignment: .right, style: style)
    }
    let room = map.columns / (cellWidth(String(across)) + 2)
    for index in ticks(count: across, room: room) {
      let label = String(index)
      let middle = ((2 * index + 1) * map.columns - 1) / (2 * across)
      let start = middle - (cellWidth(label) - 1) / 2
      guard start + cellWidth(label) <= map.columns else { break }
      frame.write(label, column: map.column + start, row: map.end, style: style)
    }
  }

  /// Round numbers from 0, no more than have room.
  private func ticks(count: Int, room: Int) -> StrideTo<Int> {
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
    let step = steps.first { (count - 1) / $0 < room } ?? count
    return stride(from: 0, to: count, by: max(1, step))
  }
}

extension PictureSurface {
  /// Whether pictures are painted over the cells.
  fileprivate var drawsPixels: Bool { mode.graphics != nil }
}
