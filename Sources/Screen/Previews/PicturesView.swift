import Experiments

/// Pictures in a grid: as many as can be recognised, all or a page of them.
struct PicturesView {
  let pictures: Pictures
  let surface: PictureSurface
  let look: Look
  /// Counted from 0, round and round, so that -1 is the last however many there are.
  let page: Int

  func draw(in rect: Rect, of frame: inout Frame) {
    guard pictures.size > 0 else { return }
    let total = pictures.count
    var place = rect
    if capacity(in: rect) < total, rect.rows >= 5 { place = rect.top(rect.rows - 1) }
    let shown = shown(perPage: capacity(in: place))
    if place.rows < rect.rows {
      frame.write(
        "samples \(shown.lowerBound + 1)-\(shown.upperBound) of \(total)",
        in: rect.line(rect.rows - 1), alignment: .center, style: look.style(.dim))
    }
    surface.draw(surface.grid(of: pictures, shown, in: place), in: place, of: &frame)
  }

  /// The samples on the page that is shown; the last page is as full as the others.
  private func shown(perPage: Int) -> Range<Int> {
    let total = pictures.count
    let pages = max(1, (total + perPage - 1) / perPage)
    let page = (page % pages + pages) % pages
    let first = max(0, min(page * perPage, total - perPage))
    return first..<min(total, first + perPage)
  }

  /// How many pictures have room at three eighths of their size or more; one at least.
  private func capacity(in rect: Rect) -> Int {
    let room = surface.resolution(of: rect)
    // The gap between two pictures is one of their pixels.
    let across = (8 * room.width + 3) / (3 * (pictures.width + 1))
    let height = Double(room.height) * surface.pixelAspect
    let down = Int(8 * height + 3) / (3 * (pictures.height + 1))
    // Where not even one is as wide, they still stand below each other.
    return max(1, max(1, across) * down)
  }
}

extension PictureSurface {
  /// Some of the pictures in a grid that suits `rect`; of two channels, or more than three, the first
  /// is shown.
  func grid(of pictures: Pictures, _ shown: Range<Int>, in rect: Rect) -> Image {
    let (width, height, channels) = (pictures.width, pictures.height, pictures.channels)
    guard channels == 3 else {
      return grid(
        ofGreys: shown.map { index in
          let levels = Array(pictures[index])
          return Plane(
            width: width, height: height,
            pixels: (0..<width * height).map { levels[$0 * channels] })
        }, in: rect)
    }
    return grid(
      of: shown.map { index in
        let levels = Array(pictures[index])
        let pixels = (0..<width * height).map {
          RGB(levels[$0 * 3], levels[$0 * 3 + 1], levels[$0 * 3 + 2])
        }
        return Picture(width: width, height: height, pixels: pixels)
      }, in: rect)
  }
}
