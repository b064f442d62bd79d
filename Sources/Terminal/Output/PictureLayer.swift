import Screen

/// The pictures on the terminal, which ncurses knows nothing of.
///
/// Beneath a picture ncurses sees characters that are no blanks yet leave no trace: so it neither
/// clears a line across the picture nor takes its place for empty when the picture is gone, but
/// writes blanks there, and those erase a sixel's pixels. Nothing is ever cleared first.
struct PictureLayer {
  private var shown: [PlacedPicture] = []
  /// Pictures that may have outlived a clearing of the screen.
  private var doubtful: [PlacedPicture] = []

  var isEmpty: Bool { shown.isEmpty }

  /// Those pictures of the frame that can be shown: wholly on the screen, with a row to spare
  /// below, because a terminal scrolls after a picture that reaches its last row.
  static func showable(_ frame: Frame) -> [PlacedPicture] {
    frame.pictures.filter { picture in
      let rect = picture.rect
      return !rect.isEmpty && rect.intersection(Rect(frame.size)) == rect
        && rect.row + rect.rows < frame.size.rows
    }
  }

  /// Takes nothing that is shown for granted, as the terminal will be cleared.
  mutating func distrust() {
    doubtful += shown
    shown = []
  }

  /// What makes the terminal show `pictures`, after its cells are right.
  mutating func difference(to pictures: [PlacedPicture]) -> [UInt8] {
    var bytes: [UInt8] = []
    for gone in doubtful + shown.filter({ !pictures.contains($0) }) {
      bytes += Self.removal(of: gone)
    }
    for new in pictures where !shown.contains(new) {
      bytes += "\u{1B}7\u{1B}[\(new.rect.row + 1);\(new.rect.column + 1)H".utf8
      bytes += new.bytes
      bytes += "\u{1B}8".utf8
    }
    doubtful = []
    shown = pictures
    return bytes
  }

  /// Unlike a sixel, a kitty picture lies on a layer of its own until it is deleted.
  private static func removal(of picture: PlacedPicture) -> [UInt8] {
    guard picture.bytes.starts(with: "\u{1B}_G".utf8) else { return [] }
    let rect = picture.rect
    return Array("\u{1B}_Ga=d,d=P,x=\(rect.column + 1),y=\(rect.row + 1),q=2\u{1B}\\".utf8)
  }
}
