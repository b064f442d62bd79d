/// Rows of pixels of one kind, top to bottom, each from left to right.
public struct Plane<Pixel: Hashable & Sendable>: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// `width * height` pixels.
  public var pixels: [Pixel]

  public init(width: Int, height: Int, pixels: [Pixel]) {
    precondition(width >= 0 && height >= 0 && pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A plane of one pixel repeated.
  public init(width: Int, height: Int, filledWith pixel: Pixel) {
    self.init(
      width: width, height: height, pixels: Array(repeating: pixel, count: width * height))
  }

  public var size: PixelSize { PixelSize(width: width, height: height) }

  /// The pixel at (x, y); must lie inside.
  public subscript(x: Int, y: Int) -> Pixel {
    get { pixels[y * width + x] }
    set { pixels[y * width + x] = newValue }
  }
}

/// A picture of 24-bit pixels.
public typealias Picture = Plane<RGB>

/// A size in pixels.
public struct PixelSize: Hashable, Sendable {
  public var width: Int
  public var height: Int

  /// Sizes below zero count as zero.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public var isEmpty: Bool { width == 0 || height == 0 }
}
