/// A picture in memory: rows of 24-bit pixels, top to bottom.
public struct Picture: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// `width * height` pixels.
  public var pixels: [RGB]

  public init(width: Int, height: Int, pixels: [RGB]) {
    precondition(pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
