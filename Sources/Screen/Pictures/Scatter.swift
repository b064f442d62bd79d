/// Points over a density.
public struct Scatter: Hashable, Sendable {
  public var points: [SIMD2<Double>]
  /// `nil` where no density is known.
  public var field: DensityField?
  /// What is shown; points outside are not.
  public var view: ViewBox

  public init(points: [SIMD2<Double>], field: DensityField? = nil, view: ViewBox) {
    self.points = points
    self.field = field
    self.view = view
  }

  /// A picture of the given size: the density under ``ColorMap/field``, the points as white marks
  /// with a dark rim. Marks grow with the picture and shrink where there are thousands of points.
  public func picture(size: PixelSize) -> IndexedPicture {
    let map = ColorMap.field
    let (rim, mark) = (UInt8(map.colors.count), UInt8(map.colors.count + 1))
    let values =
      field?.brightness(over: view, size: size)
      ?? Plane(width: size.width, height: size.height, filledWith: 0)
    var plane = IndexedPicture(values: values, map: map).plane
    let places = points.compactMap { view.pixel($0, in: size) }
    let radius = markRadius(size: size)
    // All rims first, so that neighbours do not cover each other's marks.
    if radius > 0 {
      for place in places { plane.stamp(rim, at: place, radius: radius + 1) }
    }
    for place in places { plane.stamp(mark, at: place, radius: radius) }
    return IndexedPicture(
      palette: map.colors + [RGB(16, 12, 24), RGB(255, 255, 255)], plane: plane)
  }

  private func markRadius(size: PixelSize) -> Int {
    let side = min(size.width, size.height)
    return points.count > 2000 || side < 96 ? 0 : points.count > 400 || side < 360 ? 1 : 2
  }
}

extension Plane {
  /// Paints a disc, clipped to the plane.
  fileprivate mutating func stamp(_ pixel: Pixel, at center: (x: Int, y: Int), radius: Int) {
    for dy in -radius...radius {
      for dx in -radius...radius where dx * dx + dy * dy <= radius * radius + radius / 2 {
        let (x, y) = (center.x + dx, center.y + dy)
        if x >= 0, y >= 0, x < width, y < height { self[x, y] = pixel }
      }
    }
  }
}
