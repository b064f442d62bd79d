import CZlib

/// A line in a PNG file that says how the picture was made: an international text chunk (PNG, third
/// edition, section 11.3.3.4) behind the header, as other programs show it too.
extension PNGFile {
  private static let keyword = "quickstep"
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let kind = Array("iTXt".utf8)

  /// Whether bytes are those of a PNG file.
  static func isPNG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

  /// The bytes of a PNG file with the line `note`.
  public static func encode(_ picture: PixelPicture, note: String) -> [UInt8] {
    let bytes = encode(picture)
    // The length, kind, thirteen bytes and sum of the header.
    let end = signature.count + 25
    // Behind the keyword: not compressed, in no language, no other keyword.
    let text = kind + Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(note.utf8)
    let sum = crc32(0, text, UInt32(text.count))
    let chunk = bigEndian(UInt32(text.count - kind.count)) + text + bigEndian(UInt32(sum))
    return Array(bytes[..<end]) + chunk + Array(bytes[end...])
  }

  /// The line of a PNG file; `nil` where it has none of ours.
  package static func note(of bytes: [UInt8]) -> String? {
    guard isPNG(bytes) else { return nil }
    let head = kind + Array(keyword.utf8) + [0, 0, 0, 0, 0]
    var place = signature.count
    while place + 12 <= bytes.count {
      let length = Int(bytes[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
      let data = place + 4..<place + 8 + length
      guard data.upperBound + 4 <= bytes.count else { return nil }
      if bytes[data].starts(with: head) {
        return String(validating: bytes[data].dropFirst(head.count), as: UTF8.self)
      }
      place = data.upperBound + 4
    }
    return nil
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
  }
}
