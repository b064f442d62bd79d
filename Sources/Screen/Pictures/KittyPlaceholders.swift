/// kitty's pictures through tmux: the pixels go through to the terminal outside, and the picture
/// stands where cells hold a placeholder whose marks tell row and column and whose colour tells the
/// id. tmux knows those cells as text, so that it moves, hides and repaints them with the rest.
public enum KittyPlaceholders {
  private static let placeholder: Unicode.Scalar = "\u{10EEEE}"

  /// The most columns and rows of a picture: as many as there are marks of two bytes.
  public static let largest = marks.count

  /// - Parameters:
  ///   - rect: where the cursor is at the top left corner; the terminal fits the picture in.
  ///   - id: 1 to 255.
  public static func encode(_ picture: Picture, size: PixelSize, in rect: Rect, id: UInt32)
    -> [UInt8]
  {
    guard !size.isEmpty, !picture.size.isEmpty, rect.columns <= largest, rect.rows <= largest else {
      return []
    }
    let payload = Kitty.Payload(picture, enlargedTo: size, fitting: Kitty.pieceLength)
    let keys = "a=T,U=1,c=\(rect.columns),r=\(rect.rows),i=\(id),q=2,"
    let pixels = Kitty.pieces(payload, keys: keys).flatMap(TmuxPassthrough.wrapped)
    return pixels + cells(rect, id: id)
  }

  private static func cells(_ rect: Rect, id: UInt32) -> [UInt8] {
    var text = "\u{1B}[38;5;\(id)m".unicodeScalars
    for row in 0..<rect.rows {
      if row > 0 {
        text += "\u{1B}[\(rect.row + row + 1);\(rect.column + 1)H".unicodeScalars
      }
      for column in 0..<rect.columns { text += [placeholder, marks[row], marks[column]] }
    }
    return Array(String(text + "\u{1B}[39m".unicodeScalars).utf8)
  }

  /// The marks that count, in the order of kitty's list, up to those of three bytes.
  private static let marks: [Unicode.Scalar] = [
    0x305...0x305, 0x30D...0x30D, 0x30E...0x30E, 0x310...0x310, 0x312...0x312, 0x33D...0x33F,
    0x346...0x346, 0x34A...0x34C, 0x350...0x352, 0x357...0x357, 0x35B...0x35B, 0x363...0x36F,
    0x483...0x487, 0x592...0x595, 0x597...0x599, 0x59C...0x5A1, 0x5A8...0x5A8, 0x5A9...0x5A9,
    0x5AB...0x5AB, 0x5AC...0x5AC, 0x5AF...0x5AF, 0x5C4...0x5C4, 0x610...0x617, 0x657...0x65B,
    0x65D...0x65D, 0x65E...0x65E, 0x6D6...0x6DC, 0x6DF...0x6E2, 0x6E4...0x6E4, 0x6E7...0x6E7,
    0x6E8...0x6E8, 0x6EB...0x6EB, 0x6EC...0x6EC, 0x730...0x730, 0x732...0x732, 0x733...0x733,
    0x735...0x735, 0x736...0x736, 0x73A...0x73A, 0x73D...0x73D, 0x73F...0x741, 0x743...0x743,
    0x745...0x745, 0x747...0x747, 0x749...0x749, 0x74A...0x74A, 0x7EB...0x7F1, 0x7F3...0x7F3,
  ].flatMap { (range: ClosedRange<UInt32>) in range.compactMap { Unicode.Scalar($0) } }
}
