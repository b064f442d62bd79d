import Runs
import Workbench

extension Drawing {
  /// As many pictures as can be recognised in `rect`: all, or a page of them.
  func drawPictures(
    _ values: PreviewValues, _ size: PixelSize, channels: Int, in rect: Rect, of frame: inout Frame
  ) {
    let width = size.width * size.height * channels
    guard width > 0 else { return }
    let total = values.count / width
    var place = rect
    if capacity(for: size, in: rect) < total, rect.rows >= 5 {
      place = rect.top(rect.rows - 1)
    }
    let page = page(of: total, perPage: capacity(for: size, in: place))
    if place.rows < rect.rows {
      frame.write(
        "samples \(page.lowerBound + 1)-\(page.upperBound) of \(total)",
        in: rect.line(rect.rows - 1), alignment: .center, style: look.style(.dim))
    }
    let rows = page.map { sample in
      (sample * width..<(sample + 1) * width).map(values.level)
    }
    let image =
      channels == 3
      ? surface.grid(of: rows.map { colors($0, size) }, in: place)
      : surface.grid(ofGreys: rows.map { greys($0, size, channels: channels) }, in: place)
    surface.draw(image, in: place, of: &frame)
  }

  /// The samples on the page that is shown; the last page is as full as the others.
  private func page(of total: Int, perPage: Int) -> Range<Int> {
    let pages = max(1, (total + perPage - 1) / perPage)
    let page = (state.previewPage % pages + pages) % pages
    let first = max(0, min(page * perPage, total - perPage))
    return first..<min(total, first + perPage)
  }

  /// How many pictures have room at three eighths of their size or more; one at least.
  private func capacity(for size: PixelSize, in rect: Rect) -> Int {
    let room = surface.resolution(of: rect)
    // The gap between two pictures is one of their pixels.
    let across = (8 * room.width + 3) / (3 * (size.width + 1))
    let height = Double(room.height) * surface.pixelAspect
    let down = Int(8 * height + 3) / (3 * (size.height + 1))
    return max(1, across * down)
  }

  private func greys(_ row: [UInt8], _ size: PixelSize, channels: Int) -> Plane<UInt8> {
    let pixels = (0..<size.width * size.height).map { row[$0 * channels] }
    return Plane(width: size.width, height: size.height, pixels: pixels)
  }

  private func colors(_ row: [UInt8], _ size: PixelSize) -> Picture {
    let pixels = (0..<size.width * size.height).map {
      RGB(row[$0 * 3], row[$0 * 3 + 1], row[$0 * 3 + 2])
    }
    return Picture(width: size.width, height: size.height, pixels: pixels)
  }
}
