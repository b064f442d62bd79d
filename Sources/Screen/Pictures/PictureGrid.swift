/// How many columns pictures of `size` should stand in to come out as large as possible.
/// - Parameters:
///   - gap: pixels of the pictures between neighbours.
///   - pixelAspect: height over width of one of the place's pixels.
public func gridColumns(
  count: Int, of size: PixelSize, gap: Int, in place: PixelSize, pixelAspect: Double = 1
) -> Int {
  guard count > 1, !size.isEmpty, !place.isEmpty else { return 1 }
  func scale(_ columns: Int) -> Double {
    let rows = (count + columns - 1) / columns
    let width = Double(columns * (size.width + gap) - gap)
    let height = Double(rows * (size.height + gap) - gap)
    return min(Double(place.width) / width, Double(place.height) * pixelAspect / height)
  }
  // Of equals the fewest columns.
  return (1...count).max { scale($0) < scale($1) || (scale($0) == scale($1) && $0 > $1) }!
}

extension Plane {
  /// The planes side by side from the left, then the next row; they must have one size.
  public static func grid(
    _ planes: [Plane], columns: Int, gap: Int, gapPixel: Pixel
  ) -> Plane {
    guard let size = planes.first?.size, !size.isEmpty, columns > 0 else {
      return Plane(width: 0, height: 0, pixels: [])
    }
    precondition(planes.allSatisfy { $0.size == size })
    let across = min(columns, planes.count)
    let down = (planes.count + across - 1) / across
    var grid = Plane(
      width: across * (size.width + gap) - gap, height: down * (size.height + gap) - gap,
      filledWith: gapPixel)
    for (index, plane) in planes.enumerated() {
      let left = index % across * (size.width + gap)
      let top = index / across * (size.height + gap)
      for y in 0..<size.height {
        let start = (top + y) * grid.width + left
        grid.pixels.replaceSubrange(
          start..<start + size.width, with: plane.pixels[y * size.width..<(y + 1) * size.width])
      }
    }
    return grid
  }
}

extension PictureSurface {
  /// Colour pictures of one size in a grid that suits `rect`, ready for ``draw(_:in:of:slot:)``.
  public func grid(of pictures: [Picture], in rect: Rect, gap: Int = 1) -> Image {
    let columns = columns(count: pictures.count, of: pictures.first?.size, in: rect, gap: gap)
    return .color(.grid(pictures, columns: columns, gap: gap, gapPixel: theme.assumedBackground))
  }

  /// Grey pictures of one size (0 black to 255 white) in a grid that suits `rect`.
  public func grid(ofGreys planes: [Plane<UInt8>], in rect: Rect, gap: Int = 1) -> Image {
    let columns = columns(count: planes.count, of: planes.first?.size, in: rect, gap: gap)
    let greys = ColorMap.greys.colors
    let levels = planes.map { IndexedPicture(greys: $0).plane }
    let plane = Plane.grid(levels, columns: columns, gap: gap, gapPixel: UInt8(greys.count))
    return .indexed(
      IndexedPicture(palette: greys + [theme.assumedBackground], plane: plane))
  }

  private func columns(count: Int, of size: PixelSize?, in rect: Rect, gap: Int) -> Int {
    gridColumns(
      count: count, of: size ?? PixelSize(width: 0, height: 0), gap: gap, in: resolution(of: rect),
      pixelAspect: pixelAspect)
  }
}
