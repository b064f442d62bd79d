import Screen

/// The pictures on the terminal, which ncurses knows nothing of.
///
/// Beneath a picture ncurses sees characters that are no blanks yet leave no trace: so it neither
/// clears a line across the picture nor takes its place for empty when the picture is gone, but
/// writes blanks there, and those erase a sixel's pixels. Where one picture follows another, ncurses
/// writes nothing: what the new one does not cover of the old is blanked here. Nothing else is ever
/// cleared first.
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
    let gone = shown.filter { !pictures.contains($0) }
    let new = pictures.filter { !shown.contains($0) }
    // What comes in another's place erases it by that.
    let kept = Set(new.map(\.erasure))
    var bytes = (doubtful + gone).map(\.erasure).filter { !kept.contains($0) }.flatMap { $0 }
    for old in gone {
      for next in new where !next.covers(old) {
        bytes += Self.blanks(in: old.rect.intersection(next.rect))
      }
    }
    for picture in new {
      bytes += Self.atCursor(of: picture.rect, picture.bytes)
    }
    doubtful = []
    shown = pictures
    return bytes
  }

  /// Makes cells blank that ncurses takes for blank already.
  private static func blanks(in rect: Rect) -> [UInt8] {
    guard !rect.isEmpty else { return [] }
    return (0..<rect.rows).flatMap { row in
      atCursor(
        of: Rect(column: rect.column, row: rect.row + row, columns: rect.columns, rows: 1),
        Array("\u{1B}[m\u{1B}[\(rect.columns)X".utf8))
    }
  }

  /// Bytes for the rectangle's top left corner; cursor and rendition are as before then.
  private static func atCursor(of rect: Rect, _ bytes: [UInt8]) -> [UInt8] {
    Array("\u{1B}7\u{1B}[\(rect.row + 1);\(rect.column + 1)H".utf8) + bytes
      + Array("\u{1B}8".utf8)
  }
}

extension PlacedPicture {
  /// Whether none of the other's pixels remain once this one is painted over it.
  fileprivate func covers(_ other: PlacedPicture) -> Bool {
    rect == other.rect && size.width >= other.size.width && size.height >= other.size.height
  }
}
