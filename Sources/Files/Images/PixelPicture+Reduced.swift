extension PixelPicture {
  /// The picture with no side longer than `limit`: squares of pixels become their means.
  public func reduced(toFit limit: Int) -> PixelPicture {
    let factor = (max(width, height) + limit - 1) / limit
    guard factor > 1 else { return self }
    let size = (width: max(1, width / factor), height: max(1, height / factor))
    var reduced: [UInt8] = []
    reduced.reserveCapacity(size.width * size.height * channels)
    for y in 0..<size.height {
      for x in 0..<size.width {
        for channel in 0..<channels {
          var sum = 0, count = 0
          for row in y * factor..<min((y + 1) * factor, height) {
            for column in x * factor..<min((x + 1) * factor, width) {
              sum += Int(pixels[(row * width + column) * channels + channel])
              count += 1
            }
          }
          reduced.append(UInt8((sum + count / 2) / count))
        }
      }
    }
    return PixelPicture(
      width: size.width, height: size.height, channels: channels, pixels: reduced)
  }
}
