/// Pictures by kitty's graphics protocol: 24-bit pixels, compressed, in base64, at most 4096
/// characters in each piece. The terminal is told to keep quiet (`q=2`) and to leave the cursor
/// (`C=1`).
public enum Kitty {
  /// The most characters of one piece.
  static let pieceLength = 4096

  /// The escape sequence that paints the picture, enlarged to `size`: by repeating pixels as far as
  /// that fits into one piece, and by the terminal beyond that, to whole rows of cells.
  /// - Parameter id: 1 or more; a picture takes the place of the last one with its id.
  public static func encode(
    _ picture: Picture, size: PixelSize, cell: DisplayCapabilities.CellPixels, id: UInt32
  ) -> [UInt8] {
    guard !size.isEmpty, !picture.size.isEmpty else { return [] }
    let payload = Payload(picture, enlargedTo: size, fitting: pieceLength)
    let scaling = payload.size == size ? "" : "\(scaling(of: picture.size, to: size, cell)),"
    return pieces(payload, keys: "a=T,\(scaling)i=\(id),p=1,q=2,C=1,").flatMap { $0 }
  }

  /// Whole rows, and as many columns as keep the proportions best. Both must be told: kitty before
  /// 0.28 keeps the columns of the unscaled picture otherwise.
  private static func scaling(
    of picture: PixelSize, to size: PixelSize, _ cell: DisplayCapabilities.CellPixels
  ) -> String {
    let rows = max(1, size.height / cell.height)
    let width = rows * cell.height * picture.width / picture.height
    return "c=\(max(1, (width + cell.width / 2) / cell.width)),r=\(rows)"
  }

  /// The pieces of a picture, each a complete sequence.
  static func pieces(_ payload: Payload, keys: String) -> [[UInt8]] {
    var keys = keys + "f=24,o=z,s=\(payload.size.width),v=\(payload.size.height),"
    return stride(from: 0, to: payload.text.count, by: pieceLength).map { start in
      defer { keys = "" }
      let end = min(start + pieceLength, payload.text.count)
      return Array("\u{1b}_G\(keys)m=\(end < payload.text.count ? 1 : 0);".utf8)
        + payload.text[start..<end] + [0x1B, 0x5C]
    }
  }

  /// Takes the picture with this id from the screen and from the terminal's memory.
  public static func erase(id: UInt32) -> [UInt8] {
    Array("\u{1b}_Ga=d,d=I,i=\(id),q=2\u{1b}\\".utf8)
  }

  /// Takes all pictures away, for when the program leaves the screen.
  public static let eraseAll = Array("\u{1b}_Ga=d,d=A,q=2\u{1b}\\".utf8)

  /// Compressed pixels in base64.
  struct Payload {
    let size: PixelSize
    let text: [UInt8]

    init(_ picture: Picture) {
      size = picture.size
      text = picture.pixels.withUnsafeBytes { bytes in
        ZlibStream.compressed(bytes).withUnsafeBytes { Base64.encode($0) }
      }
    }

    /// The picture as near to `size` as pixels can be repeated for in so many characters; as it is
    /// where even that has more.
    init(_ picture: Picture, enlargedTo size: PixelSize, fitting length: Int) {
      self.init(picture)
      guard size != picture.size, text.count <= length else { return }
      var factor = 1
      while 2 * factor * picture.width < size.width {
        factor *= 2
        let larger = Payload(
          picture.nearest(
            PixelSize(width: factor * picture.width, height: factor * picture.height)))
        guard larger.text.count <= length else { return }
        self = larger
      }
      let whole = Payload(picture.nearest(size))
      if whole.text.count <= length { self = whole }
    }
  }
}
