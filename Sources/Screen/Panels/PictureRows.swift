import Runs
import Workbench

extension Drawing {
  /// As many pictures as can be recognised in `rect`, from the first.
  func drawPictures(
    _ values: PreviewValues, _ size: PixelSize, channels: Int, in rect: Rect, of frame: inout Frame
  ) {
    let width = size.width * size.height * channels
    guard width > 0 else { return }
    let total = values.count / width
    let count = min(total, capacity(for: size, in: rect))
    var place = rect
    if count < total, rect.rows >= 5 {
      frame.write(
        "\(count) of \(total) samples", in: rect.line(rect.rows - 1), alignment: .center,
        style: look.style(.dim))
      place = rect.top(rect.rows - 1)
    }
    let rows = (0..<count).map { sample in
      (sample * width..<(sample + 1) * width).map(values.level)
    }
    let image =
      channels == 3
      ? surface.grid(of: rows.map { colors($0, size) }, in: place)
      : surface.grid(ofGreys: rows.map { greys($0, size, channels: channels) }, in: place)
    surface.draw(image, in: place, of: &frame)
  }

  /// How many pictures have room at two fifths of their size or more; one at least.
  private func capacity(for size: PixelSize, in rect: Rect) -> Int {
    let room = surface.resolution(of: rect)
    let across = 5 * room.width / (2 * size.width + 5)
    let down = Int(5 * Double(room.height) * surface.pixelAspect) / (2 * size.height + 5)
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
