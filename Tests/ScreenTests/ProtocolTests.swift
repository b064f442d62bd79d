import CZlib
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

  private let cell = DisplayCapabilities.CellPixels(width: 10, height: 20)

  /// What zlib made short.
  func inflated(_ bytes: [UInt8], count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { output, length in
      var size = uLongf(count)
      #expect(uncompress(output.baseAddress, &size, bytes, uLong(bytes.count)) == Z_OK)
      length = Int(size)
    }
  }

  /// The picture that a kitty sequence holds.
  func kittyPicture(_ bytes: [UInt8]) -> Picture? {
    let pieces = kittyPieces(bytes)
    let keys = pieces[0].keys.split(separator: ",")
    func number(_ key: String) -> Int? {
      keys.first { $0.hasPrefix(key + "=") }.flatMap { Int($0.dropFirst(key.count + 1)) }
    }
    guard let width = number("s"), let height = number("v"), keys.contains("o=z") else {
      return nil
    }
    let pixels = inflated(
      decodedBase64(pieces.map(\.payload).joined()), count: 3 * width * height)
    guard pixels.count == 3 * width * height else { return nil }
    return Picture(
      width: width, height: height,
      pixels: stride(from: 0, to: pixels.count, by: 3).map {
        RGB(pixels[$0], pixels[$0 + 1], pixels[$0 + 2])
      })
  }

  @Test func kittySendsThePixels() {
    for source in [1, 2, 3, 28, 40, 128] {
      let picture = noise(source, source + 1)
      let bytes = Kitty.encode(picture, size: picture.size, cell: cell, id: 7)
      let pieces = kittyPieces(bytes)
      let more = pieces.indices.map { $0 < pieces.count - 1 ? "m=1" : "m=0" }
      let head = "a=T,i=7,p=1,q=2,C=1,f=24,o=z,s=\(source),v=\(source + 1),"
      #expect(pieces.map(\.keys) == more.enumerated().map { $0 == 0 ? head + $1 : $1 })
      #expect(pieces.dropLast().allSatisfy { $0.payload.utf8.count == 4096 })
      #expect(pieces.allSatisfy { $0.payload.utf8.count <= 4096 && $0.payload.count % 4 == 0 })
      #expect(kittyPicture(bytes) == picture)
    }
    #expect(Kitty.erase(id: 7) == Array("\u{1b}_Ga=d,d=I,i=7,q=2\u{1b}\\".utf8))
    #expect(
      Kitty.encode(noise(0, 0), size: PixelSize(width: 4, height: 4), cell: cell, id: 1).isEmpty)
  }

  @Test func aSmallPictureIsOnePieceForKittyAtAnyZoom() {
    let digit = Picture(
      width: 28, height: 28,
      pixels: (0..<784).map { index in
        let (x, y) = (index % 28 - 14, index / 28 - 14)
        let ring = max(0, 255 - abs(x * x + y * y - 60) * 6)
        return RGB(UInt8(ring), UInt8(ring), UInt8(ring))
      })
    for picture in [digit, noise(28, 28)] {
      for zoom in 1...40 {
        let size = PixelSize(width: 28 * zoom, height: 28 * zoom)
        let bytes = Kitty.encode(picture, size: size, cell: cell, id: 1)
        #expect(bytes.count <= 4096 + 80, "zoom \(zoom): \(bytes.count)")
        let keys = kittyPieces(bytes)[0].keys
        guard let sent = kittyPicture(bytes) else {
          Issue.record("no picture at zoom \(zoom)")
          continue
        }
        // As many pixels as the screen has, or whole rows that the terminal fills.
        let rows = max(1, 28 * zoom / 20)
        let scaling = "c=\(2 * rows),r=\(rows),"
        #expect(keys.contains(scaling) == (sent.size != size), "zoom \(zoom)")
        #expect(sent.width % 28 == 0 && sent.width == sent.height && sent.width <= size.width)
        let scale = sent.width / 28
        #expect(
          (0..<sent.height).allSatisfy { y in
            (0..<sent.width).allSatisfy { sent[$0, y] == picture[$0 / scale, y / scale] }
          })
      }
    }
  }

  @Test func placeholdersTellRowAndColumnAndTheIdByTheirColor() {
    let rect = Rect(column: 4, row: 2, columns: 6, rows: 3)
    let picture = noise(9, 9)
    let bytes = KittyPlaceholders.encode(
      picture, size: PixelSize(width: 60, height: 60), in: rect, id: 3)
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "\u{1B}\\\u{1B}[38;5;3m")
    // Through tmux, every escape of the terminal's own is there twice.
    #expect(parts.count == 2 && parts[0].hasSuffix("\u{1B}\u{1B}\\"))
    let head = "\u{1B}Ptmux;\u{1B}\u{1B}_Ga=T,U=1,c=6,r=3,i=3,q=2,f=24,o=z,s=60,v=60,m=0;"
    #expect(parts[0].hasPrefix(head))
    let lines = parts[1].split(separator: "\u{1B}[")
    let marks: [Unicode.Scalar] = [
      "\u{305}", "\u{30D}", "\u{30E}", "\u{310}", "\u{312}", "\u{33D}",
    ]
    for (row, line) in lines.prefix(3).enumerated() {
      let cells = row == 0 ? line : line.drop { $0 != "H" }.dropFirst()
      let expected = (0..<6).flatMap { ["\u{10EEEE}", marks[row], marks[$0]] as [Unicode.Scalar] }
      #expect(Array(cells.unicodeScalars) == expected, "row \(row)")
    }
    #expect(lines.count == 4 && lines[1].hasPrefix("4;5H") && lines[3] == "39m")
    #expect(KittyPlaceholders.largest == 108)
  }

  @Test func inlinePicturesAreFilesThatTheTerminalEnlarges() {
    let picture = noise(5, 4)
    let bytes = InlinePicture.encode(picture, size: PixelSize(width: 50, height: 40))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("\u{1B}]1337;File=inline=1;") && text.hasSuffix("\u{7}"))
    #expect(text.contains("width=50px;height=40px:"))
    let file = decodedBase64(String(text.drop { $0 != ":" }.dropFirst().dropLast()))
    #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(file[16..<29] == [0, 0, 0, 5, 0, 0, 0, 4, 8, 2, 0, 0, 0])
    let length = Int(file[33]) << 24 | Int(file[34]) << 16 | Int(file[35]) << 8 | Int(file[36])
    let lines = inflated(Array(file[41..<41 + length]), count: 4 * 16)
    let expected = (0..<4).flatMap { y -> [UInt8] in
      [0]
        + (0..<5).flatMap { x -> [UInt8] in
          [picture[x, y].red, picture[x, y].green, picture[x, y].blue]
        }
    }
    #expect(lines == expected)
  }
}
