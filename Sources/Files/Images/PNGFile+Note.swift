/// A line in a PNG file that says how the picture was made: an international text chunk (PNG, third
/// edition, section 11.3.3.4) behind the header, as other programs show it too.
extension PNGFile {
  private static let kind = "iTXt"
  /// Keyword, not compressed, in no language, no other keyword.
  private static let head = Array("quickstep".utf8) + [0, 0, 0, 0, 0]

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Whether bytes are those of a PNG file.
  static func isPNG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

  /// The bytes of a PNG file with the line `note`.
  public static func encode(_ picture: PixelPicture, note: String) -> [UInt8] {
    let bytes = encode(picture)
    // The length, kind, thirteen bytes and sum of the header.
    let end = signature.count + 25
    return Array(bytes[..<end]) + chunk(note: note).bytes + Array(bytes[end...])
  }

  static func chunk(note: String) -> PNGChunk { PNGChunk(kind, head + Array(note.utf8)) }

  /// The line of a PNG file; `nil` where it has none of ours.
  package static func note(of bytes: [UInt8]) -> String? {
    guard isPNG(bytes) else { return nil }
    return PNGChunk.all(of: bytes).lazy
      .filter { $0.kind == Array(kind.utf8) && $0.data.starts(with: head) }
      .first.flatMap { String(validating: $0.data.dropFirst(head.count), as: UTF8.self) }
  }
}
