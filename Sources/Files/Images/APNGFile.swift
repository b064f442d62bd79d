/// Moving pictures as PNG (third edition, sections 11.3.4 and 4.9, "Animation information").
///
/// The picture that programs show which know of no animation is the last one; it is no frame of its
/// own. Frames follow each other in about four seconds altogether, the last one stays longer.
public enum APNGFile {
  public static let frameLimit = 10_000
  public static let byteLimit = 1 << 28

  /// The bytes of a file.
  /// - Parameters:
  ///   - count: how many frames there are, at least one.
  ///   - note: how they were made, in a line.
  ///   - frame: one of them, all of one size and kind; asked for once each and the last one twice.
  /// - Throws: `AnimationError`.
  public static func encode(
    count: Int, note: String, _ frame: (Int) throws -> PixelPicture
  ) throws -> [UInt8] {
    precondition(count > 0)
    guard count <= frameLimit else { throw AnimationError.tooManyFrames(count) }
    let still = try frame(count - 1)
    let parts = PNGChunk.all(of: PNGFile.encode(still))
    guard let header = parts.first else { preconditionFailure("libpng wrote no header") }
    var bytes = PNGFile.signature + header.bytes
    bytes +=
      PNGChunk("acTL", PNGChunk.bigEndian(UInt32(count)) + PNGChunk.bigEndian(UInt32(0))).bytes
    bytes += PNGFile.chunk(note: note).bytes
    // What stands between header and pixels says how the numbers are meant.
    for part in parts.dropFirst() where part.kind != end { bytes += part.bytes }
    var number: UInt32 = 0
    for index in 0..<count {
      let picture = try frame(index)
      guard picture.shape == still.shape else {
        throw AnimationError.framesDiffer(index, picture.shape, still.shape)
      }
      bytes += control(number, picture, milliseconds: stay(index, of: count)).bytes
      number += 1
      for part in PNGChunk.all(of: PNGFile.encode(picture)) where part.kind == pixels {
        bytes += PNGChunk("fdAT", PNGChunk.bigEndian(number) + part.data).bytes
        number += 1
      }
      guard bytes.count <= byteLimit else { throw AnimationError.tooLarge }
    }
    return bytes + PNGChunk("IEND", []).bytes
  }

  private static let pixels = Array("IDAT".utf8)
  private static let end = Array("IEND".utf8)

  /// The frame's size and place, how long it stays; it takes the place of all that was there.
  private static func control(
    _ number: UInt32, _ picture: PixelPicture, milliseconds: UInt16
  ) -> PNGChunk {
    let corner = [UInt32(picture.width), UInt32(picture.height), 0, 0]
    return PNGChunk(
      "fcTL",
      ([number] + corner).flatMap { PNGChunk.bigEndian($0) } + PNGChunk.bigEndian(milliseconds)
        + PNGChunk.bigEndian(UInt16(1000)) + [0, 0])
  }

  private static func stay(_ index: Int, of count: Int) -> UInt16 {
    index == count - 1 ? 1500 : UInt16(min(400, max(40, 4000 / count)))
  }
}

/// Why pictures cannot be put into one moving picture.
public enum AnimationError: Error, Equatable, Sendable, CustomStringConvertible {
  case tooManyFrames(Int)
  case tooLarge
  case framesDiffer(Int, String, String)

  public var description: String {
    switch self {
    case .tooManyFrames(let count):
      "A filmstrip of \(count) pictures is longer than \(APNGFile.frameLimit). Use fewer steps."
    case .tooLarge:
      "The filmstrip is larger than \(APNGFile.byteLimit >> 20) MiB. Use fewer steps or samples."
    case .framesDiffer(let index, let shape, let other):
      "Picture \(index + 1) of the filmstrip is \(shape), the last one \(other)."
        + " A filmstrip needs pictures of one size."
    }
  }
}
