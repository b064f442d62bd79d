import Experiments

/// A matrix over a raster: every entry takes one pixel or more, or several entries share one.
struct MatrixRaster {
  let size: PixelSize
  private let rows: MatrixAxis
  private let columns: MatrixAxis

  /// The largest raster inside a place in which no entry is more than three times as long in one
  /// direction as in the other.
  init(_ matrix: MatrixPicture, in place: PixelSize, pixelAspect: Double) {
    let (down, across) = (matrix.rows.count, matrix.rows.map(\.count).max() ?? 0)
    let most = (
      across: place.width / max(1, across), down: place.height / max(1, down)
    )
    let longest = (
      across: Int(3 * Double(max(1, most.down)) * pixelAspect),
      down: Int(3 * Double(max(1, most.across)) / pixelAspect)
    )
    columns = MatrixAxis(count: across, each: min(most.across, longest.across), in: place.width)
    rows = MatrixAxis(count: down, each: min(most.down, longest.down), in: place.height)
    size = PixelSize(width: columns.length, height: rows.length)
  }

  /// The mean place on the scale of what lies under each pixel; NaN where nothing does.
  func values(_ matrix: MatrixPicture, _ scale: MatrixScale) -> Plane<Double> {
    var plane = Plane(width: size.width, height: size.height, filledWith: Double.nan)
    let places = matrix.rows.map { row in row.map { scale.place(of: $0) } }
    for y in 0..<size.height {
      for x in 0..<size.width {
        var (sum, count) = (0.0, 0.0)
        for row in rows.entries(at: y) {
          for column in columns.entries(at: x) where column < places[row].count {
            guard let place = places[row][column] else { continue }
            sum += place
            count += 1
          }
        }
        if count > 0 { plane[x, y] = sum / count }
      }
    }
    return plane
  }

  /// The pixels of an entry; `nil` where there is no such entry.
  func pixels(of entry: MatrixPicture.Entry) -> (x: Range<Int>, y: Range<Int>)? {
    guard let x = columns.pixels(of: entry.column), let y = rows.pixels(of: entry.row) else {
      return nil
    }
    return (x, y)
  }
}

/// One direction of a raster.
private struct MatrixAxis {
  let count: Int
  let length: Int

  /// - Parameter each: pixels of an entry; several entries share one where it is 0.
  init(count: Int, each: Int, in place: Int) {
    self.count = count
    length = each > 0 ? count * each : min(count, place)
  }

  func entries(at pixel: Int) -> Range<Int> {
    let first = pixel * count / length
    return first..<max(first + 1, (pixel + 1) * count / length)
  }

  func pixels(of entry: Int) -> Range<Int>? {
    guard (0..<count).contains(entry) else { return nil }
    let first = entry * length / count
    return first..<max(first + 1, (entry + 1) * length / count)
  }
}
