import CZlib

/// A piece of a PNG file (PNG, third edition, section 5.3): four letters and bytes.
struct PNGChunk {
  let kind: [UInt8]
  let data: ArraySlice<UInt8>

  init(_ kind: String, _ data: [UInt8]) {
    self.kind = Array(kind.utf8)
    self.data = data[...]
  }

  private init(kind: ArraySlice<UInt8>, data: ArraySlice<UInt8>) {
    self.kind = Array(kind)
    self.data = data
  }

  /// With length and sum.
  var bytes: [UInt8] {
    let content = kind + data
    let sum = crc32(0, content, UInt32(content.count))
    return Self.bigEndian(UInt32(data.count)) + content + Self.bigEndian(UInt32(sum))
  }

  /// All chunks of a file, up to the first that its end cuts off.
  static func all(of file: [UInt8]) -> [PNGChunk] {
    var chunks: [PNGChunk] = []
    var place = PNGFile.signature.count
    while place + 12 <= file.count {
      let length = Int(file[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
      let end = place + 8 + length
      guard end + 4 <= file.count else { break }
      chunks.append(
        PNGChunk(kind: file[place + 4..<place + 8], data: file[place + 8..<end]))
      place = end + 4
    }
    return chunks
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
  }

  static func bigEndian(_ number: UInt16) -> [UInt8] {
    [8, 0].map { UInt8(truncatingIfNeeded: number >> UInt16($0)) }
  }
}
