import Screen
import Testing

/// Sixel and kitty: what is sent is read back.
@Suite struct ProtocolTests {
  let sizes = [
    PixelSize(width: 1, height: 1), PixelSize(width: 5, height: 6), PixelSize(width: 7, height: 13),
    PixelSize(width: 28, height: 28), PixelSize(width: 84, height: 90),
    PixelSize(width: 101, height: 77),
  ]

  func greys(_ width: Int, _ height: Int) -> Plane<UInt8> {
    Plane(width: width, height: height, pixels: noise(width, height).pixels.map(\.red))
  }

  @Test func sixelHasExactlyThePaletteColors() throws {
    for source in sizes {
      for size in sizes {
        let picture = IndexedPicture(greys: greys(source.width, source.height))
        let decoded = try SixelDecoder(Sixel.encode(picture, size: size))
        let expected = (0..<size.height).map { y in
          (0..<size.width).map { x -> RGB? in
            let index = picture.plane[
              x * source.width / size.width, y * source.height / size.height]
            return inPercent(picture.palette[Int(index)])
          }
        }
        #expect(decoded.pixels == expected, "\(source) to \(size)")
      }
    }
  }

  @Test func sixelOfAField() throws {
    let values = Plane(width: 64, height: 64, pixels: (0..<4096).map { Double($0) / 4095 })
    let picture = IndexedPicture(values: values, map: .field)
    let decoded = try SixelDecoder(Sixel.encode(picture, size: picture.plane.size))
    #expect(decoded.pixels.joined().elementsEqual(picture.picture.pixels.map { inPercent($0) }))
  }

  @Test func sixelOfAPixelIsShort() {
    let picture = IndexedPicture(
      palette: [RGB(255, 0, 0), RGB(0, 0, 255)],
      plane: Plane(width: 2, height: 1, pixels: [1, 0]))
    let bytes = Sixel.encode(picture, size: PixelSize(width: 10, height: 12))
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{1b}P0;1;0q\"1;1;10;12#0;2;100;0;0#1;2;0;0;100#1!5~$#0!5?!5~-#1!5~$#0!5?!5~\u{1b}\\")
  }

  @Test func sixelKeepsAboveTheRowBelow() {
    let cell = DisplayCapabilities.CellPixels(width: 9, height: 19)
    for rows in 0...40 {
      let height = Sixel.wholeBands(rows * cell.height)
      #expect(height % 6 == 0 && height <= rows * 19 && height > rows * 19 - 6)
    }
  }

  @Test func palettesComeCloseToThePicture() {
    for picture in [gradient(64, 64), gradient(256, 200), noise(30, 30)] {
      let indexed = IndexedPicture(quantizing: picture)
      let errors = zip(picture.pixels, indexed.picture.pixels).map { a, b in
        abs(Int(a.red) - Int(b.red)) + abs(Int(a.green) - Int(b.green))
          + abs(Int(a.blue) - Int(b.blue))
      }
      #expect(indexed.palette.count <= 128)
      #expect(errors.reduce(0, +) / errors.count < 48)
    }
    let few = [RGB(255, 0, 0), RGB(0, 255, 0), RGB(10, 20, 30), RGB(250, 250, 250)]
    let picture = Picture(width: 8, height: 8, pixels: (0..<64).map { few[$0 % 4] })
    #expect(IndexedPicture(quantizing: picture).picture == picture)
    let grey = Picture(
      width: 256, height: 1, pixels: (0...255).map { RGB(UInt8($0), UInt8($0), UInt8($0)) })
    let levels = IndexedPicture(quantizing: grey)
    #expect(levels.palette == ColorMap.greys.colors)
    #expect(levels.plane.pixels == (0...255).map { UInt8($0 / 4) })
    let empty = IndexedPicture(quantizing: Picture(width: 0, height: 0, pixels: []))
    #expect(Sixel.encode(empty, size: PixelSize(width: 8, height: 8)).isEmpty)
  }

  /// The payload of a kitty sequence and the keys of its pieces.
  func kittyPieces(_ bytes: [UInt8]) -> [(keys: String, payload: String)] {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\u{1b}\\").map { piece in
      #expect(piece.hasPrefix("\u{1b}_G"))
      let parts = piece.dropFirst(3).split(separator: ";", maxSplits: 1)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }

  func decodedBase64(_ text: String) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var (bytes, word, bits): ([UInt8], Int, Int) = ([], 0, 0)
    for character in text where character != "=" {
      word = word << 6 | digits.firstIndex(of: character)!
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(word >> bits & 255))
    }
    return bytes
  }

  @Test func kittySendsThePixels() {
    for (source, scale) in [(1, 1), (2, 1), (3, 5), (28, 1), (40, 2), (32, 1)] {
      let picture = noise(source, source + 1)
      let size = PixelSize(width: source * scale, height: (source + 1) * scale)
      let pieces = kittyPieces(Kitty.encode(picture, size: size, id: 7))
      let more = pieces.indices.map { $0 < pieces.count - 1 ? "m=1" : "m=0" }
      let head = "a=T,f=24,s=\(size.width),v=\(size.height),i=7,p=1,q=2,C=1,"
      #expect(pieces.map(\.keys) == more.enumerated().map { $0 == 0 ? head + $1 : $1 })
      #expect(pieces.dropLast().allSatisfy { $0.payload.utf8.count == 4096 })
      #expect(pieces.allSatisfy { $0.payload.utf8.count <= 4096 && $0.payload.count % 4 == 0 })
      let bytes = (0..<size.height).flatMap { y in
        (0..<size.width).flatMap { x -> [UInt8] in
          let pixel = picture[x / scale, y / scale]
          return [pixel.red, pixel.green, pixel.blue]
        }
      }
      #expect(decodedBase64(pieces.map(\.payload).joined()) == bytes)
    }
    #expect(Kitty.erase(id: 7) == Array("\u{1b}_Ga=d,d=I,i=7,q=2\u{1b}\\".utf8))
    #expect(Kitty.encode(noise(0, 0), size: PixelSize(width: 4, height: 4), id: 1).isEmpty)
  }
}
