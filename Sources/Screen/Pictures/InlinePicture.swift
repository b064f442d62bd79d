import CZlib

/// Pictures by iTerm2's protocol: a PNG file in base64, which the terminal enlarges.
public enum InlinePicture {
  /// The escape sequence that paints the picture with exactly `size` pixels of the screen.
  public static func encode(_ picture: Picture, size: PixelSize) -> [UInt8] {
    guard !size.isEmpty, !picture.size.isEmpty else { return [] }
    let file = png(picture)
    let keys =
      "inline=1;doNotMoveCursor=1;preserveAspectRatio=0;size=\(file.count);"
      + "width=\(size.width)px;height=\(size.height)px"
    return Array("\u{1B}]1337;File=\(keys):".utf8) + file.withUnsafeBytes { Base64.encode($0) }
      + [0x07]
  }

  /// The picture as a PNG file (third edition): 8 bits a channel, lines without a filter.
  static func png(_ picture: Picture) -> [UInt8] {
    let lines = (0..<picture.height).flatMap { y -> [UInt8] in
      let line = picture.pixels[y * picture.width..<(y + 1) * picture.width]
      return [0] + line.withUnsafeBytes { Array($0) }
    }
    let header = bigEndian(picture.width) + bigEndian(picture.height) + [8, 2, 0, 0, 0]
    return Array("\u{89}PNG\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) })
      + chunk("IHDR", header) + chunk("IDAT", lines.withUnsafeBytes { ZlibStream.compressed($0) })
      + chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(name.utf8) + data
    let sum = crc32(0, content, UInt32(content.count))
    return bigEndian(data.count) + content + bigEndian(Int(sum))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
