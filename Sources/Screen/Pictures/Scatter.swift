import Experiments

/// Points over a density.
public struct Scatter: Hashable, Sendable {
  /// How far a unit goes.
  public enum Units: Hashable, Sendable {
    /// As far to the right as upwards: the view is widened to the shape of its place.
    case equal
    /// The view fills its place as it is.
    case stretched
  }

  public var points: [SIMD2<Double>]
  /// `nil` where no density is known.
  public var field: DensityField?
  /// Below the points.
  public var trails: [Trail]
  /// What is shown; points outside stand at its edge, in their direction from the middle.
  public var view: ViewBox
  public var units: Units

  public init(
    points: [SIMD2<Double>], field: DensityField? = nil, trails: [Trail] = [], view: ViewBox,
    units: Units = .equal
  ) {
    self.points = points
    self.trails = trails
    self.field = field
    self.view = view
    self.units = units
  }

  /// How many points are not in the view.
  public var outside: Int { points.count { !view.contains($0) } }

  /// The same with the view that fills a place.
  /// - Parameter pixelAspect: height over width of one of its pixels.
  package func filling(_ size: PixelSize, pixelAspect: Double) -> Scatter {
    var result = self
    if units == .equal { result.view = view.filling(size, pixelAspect: pixelAspect) }
    return result
  }

  /// A picture of the given size: the density under ``ColorMap/field``, the points as white marks
  /// with a dark rim, paler at the edge. Marks grow with the picture and shrink where there are
  /// thousands of points.
  public func picture(size: PixelSize) -> IndexedPicture {
    let map = ColorMap.field
    let rim = UInt8(map.colors.count), mark = rim + 1, pale = rim + 2
    let values =
      field?.brightness(over: view, size: size)
      ?? Plane(width: size.width, height: size.height, filledWith: 0)
    var plane = IndexedPicture(values: values, map: map).plane
    let places = points.compactMap { point in
      view.pixel(point, in: size).map { (place: $0, color: view.contains(point) ? mark : pale) }
    }
    for kind in Trail.Kind.drawn {
      let lines = trailDots(kind, in: size)
      let color = pale + 1 + UInt8(Trail.Kind.drawn.firstIndex(of: kind) ?? 0)
      for (x, y) in lines { plane[x, y] = color }
    }
    let radius = markRadius(size: size)
    // All rims first, so that neighbours do not cover each other's marks.
    if radius > 0 {
      for (place, _) in places { plane.stamp(rim, at: place, radius: radius + 1) }
    }
    for (place, color) in places { plane.stamp(color, at: place, radius: radius) }
    return IndexedPicture(
      palette: map.colors + [RGB(16, 12, 24), RGB(255, 255, 255), RGB(150, 146, 170)]
        + Trail.Kind.drawn.map(\.color),
      plane: plane)
  }

  /// The pixels of all lines of a kind; what leads outside ends at the edge.
  func trailDots(_ kind: Trail.Kind, in size: PixelSize) -> [(x: Int, y: Int)] {
    trails.filter { $0.kind == kind }.flatMap { trail -> [(x: Int, y: Int)] in
      let places = trail.places.map { view.pixel($0, in: size) }
      return zip(places, places.dropFirst()).flatMap { from, to -> [(x: Int, y: Int)] in
        guard let from, let to else { return [] }
        let count = max(abs(to.x - from.x), abs(to.y - from.y))
        return (0...count).map { step in
          let part = count == 0 ? 0 : Double(step) / Double(count)
          return (
            from.x + Int((part * Double(to.x - from.x)).rounded()),
            from.y + Int((part * Double(to.y - from.y)).rounded())
          )
        }
      }
    }
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
