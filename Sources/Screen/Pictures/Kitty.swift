/// Pictures by kitty's graphics protocol: raw 24-bit pixels in base64, at most 4096 characters in
/// each piece. The terminal is told to keep quiet (`q=2`) and to leave the cursor (`C=1`).
public enum Kitty {
  /// The escape sequence that paints the picture, enlarged to `size` by repeating pixels.
  /// - Parameter id: 1 or more; a picture takes the place of the last one with its id.
  public static func encode(_ picture: Picture, size: PixelSize, id: UInt32) -> [UInt8] {
    guard !size.isEmpty, !picture.size.isEmpty else { return [] }
    let pixels = size == picture.size ? picture.pixels : picture.nearest(size).pixels
    let payload = pixels.withUnsafeBytes { Base64.encode($0) }
    var output: [UInt8] = []
    output.reserveCapacity(payload.count + payload.count / 4096 * 8 + 128)
    var keys = "a=T,f=24,s=\(size.width),v=\(size.height),i=\(id),p=1,q=2,C=1,"
    for start in stride(from: 0, to: payload.count, by: 4096) {
      let end = min(start + 4096, payload.count)
      output.append(contentsOf: "\u{1b}_G\(keys)m=\(end < payload.count ? 1 : 0);".utf8)
      output.append(contentsOf: payload[start..<end])
      output.append(contentsOf: [0x1B, 0x5C])
      keys = ""
    }
    return output
  }

  /// Takes the picture with this id from the screen and from the terminal's memory.
  public static func erase(id: UInt32) -> [UInt8] {
    Array("\u{1b}_Ga=d,d=I,i=\(id),q=2\u{1b}\\".utf8)
  }

  /// Takes all pictures away, for when the program leaves the screen.
  public static let eraseAll = Array("\u{1b}_Ga=d,d=A,q=2\u{1b}\\".utf8)
}
