/// A picture whose pixels are places in a palette: fields under a colour map, and greys. It reaches
/// the terminal with exactly these colours.
public struct IndexedPicture: Hashable, Sendable {
  /// 1 to 256 colours.
  public let palette: [RGB]
  /// Places in the palette.
  public let plane: Plane<UInt8>

  /// Each index must lie in the palette.
  public init(palette: [RGB], plane: Plane<UInt8>) {
    precondition((1...256).contains(palette.count))
    precondition(plane.pixels.allSatisfy { Int($0) < palette.count })
    self.palette = palette
    self.plane = plane
  }

  /// A grey picture of brightnesses 0 (black) to 255 (white), shown in 64 levels.
  public init(greys: Plane<UInt8>) {
    palette = ColorMap.greys.colors
    plane = Plane(width: greys.width, height: greys.height, pixels: greys.pixels.map { $0 >> 2 })
  }

  /// A field of values 0 to 1 under a colour map.
  public init(values: Plane<Double>, map: ColorMap) {
    palette = map.colors
    plane = Plane(
      width: values.width, height: values.height, pixels: values.pixels.map(map.index(of:)))
  }

  /// The same picture in 24-bit pixels.
  public var picture: Picture {
    Picture(width: plane.width, height: plane.height, pixels: plane.pixels.map { palette[Int($0)] })
  }
}

/// A picture of either kind.
public enum Image: Hashable, Sendable {
  case color(Picture)
  case indexed(IndexedPicture)

  public var size: PixelSize {
    switch self {
    case .color(let picture): picture.size
    case .indexed(let picture): picture.plane.size
    }
  }

  public var picture: Picture {
    switch self {
    case .color(let picture): picture
    case .indexed(let picture): picture.picture
    }
  }

  /// The image with a palette of at most 256 colours, exact if it is grey in 64 levels or indexed.
  public var indexed: IndexedPicture {
    switch self {
    case .color(let picture): IndexedPicture(quantizing: picture)
    case .indexed(let picture): picture
    }
  }
}
