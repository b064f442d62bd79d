/// One picture in memory: 8-bit grey or colour.
public struct PixelPicture: Equatable, Sendable {
  public let width: Int
  public let height: Int
  /// 1 (grey) or 3 (red, green, blue).
  public let channels: Int
  /// `height * width * channels` values, row by row, the channels of one point together.
  public let pixels: [UInt8]

  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && (channels == 1 || channels == 3))
    precondition(pixels.count == width * height * channels)
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  var shape: String { "\(width)x\(height) \(channels == 1 ? "grey" : "colour")" }
}
