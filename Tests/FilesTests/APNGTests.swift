import CZlib
import Files
import Testing

@Suite struct APNGTests {
  private func picture(_ shade: UInt8, width: Int = 3) -> PixelPicture {
    PixelPicture(
      width: width, height: 2, channels: 3,
      pixels: (0..<width * 6).map { UInt8($0) &* 7 &+ shade })
  }

  private struct Chunk {
    let kind: String
    let data: [UInt8]
  }

  /// All chunks; every sum is checked.
  private func chunks(_ file: [UInt8]) -> [Chunk] {
    #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    var chunks: [Chunk] = []
    var place = 8
    while place < file.count {
      let length = Int(number(file[place..<place + 4]))
      let content = Array(file[place + 4..<place + 8 + length])
      let sum = number(file[place + 8 + length..<place + 12 + length])
      #expect(UInt(sum) == crc32(0, content, UInt32(content.count)))
      chunks.append(
        Chunk(
          kind: String(decoding: content.prefix(4), as: UTF8.self),
          data: Array(content.dropFirst(4))))
      place += 12 + length
    }
    return chunks
  }

  private func number(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The chunks of the specification in its order; each frame is the picture that was given.
  @Test func framesAreReadBack() throws {
    let pictures = (0..<3).map { picture(UInt8(40 * $0)) }
    let file = try APNGFile.encode(count: 3, note: "quickstep:1 --model ring-8") { pictures[$0] }
    let all = chunks(file)
    let kinds = all.map(\.kind).filter {
      ["IHDR", "acTL", "iTXt", "IDAT", "fcTL", "fdAT", "IEND"].contains($0)
    }
    #expect(
      kinds == [
        "IHDR", "acTL", "iTXt", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND",
      ])
    #expect(all.first { $0.kind == "acTL" }?.data == [0, 0, 0, 3, 0, 0, 0, 0])
    // One row of numbers through control and data.
    let numbered = all.filter { $0.kind == "fcTL" || $0.kind == "fdAT" }
    #expect(numbered.map { number($0.data.prefix(4)) } == [0, 1, 2, 3, 4, 5])
    for control in all where control.kind == "fcTL" {
      #expect(control.data.count == 26)
      #expect(number(control.data[4..<8]) == 3 && number(control.data[8..<12]) == 2)
    }
    // A frame's data under the file's header is a picture of its own.
    let header = try #require(all.first { $0.kind == "IHDR" })
    for (index, data) in all.filter({ $0.kind == "fdAT" }).enumerated() {
      let alone =
        file[..<8] + chunk(header) + chunk(Chunk(kind: "IDAT", data: Array(data.data.dropFirst(4))))
        + chunk(Chunk(kind: "IEND", data: []))
      let source = ByteSource(path: "frame", bytes: Array(alone))
      #expect(try PNGFile.decode(source) == pictures[index])
    }
    // Who knows of no animation sees the end, and the plan is read.
    let source = ByteSource(path: "strip.png", bytes: file)
    #expect(try PNGFile.decode(source) == pictures[2])
    #expect(PNGFile.note(of: file) == "quickstep:1 --model ring-8")
  }

  private func chunk(_ chunk: Chunk) -> [UInt8] {
    let content = Array(chunk.kind.utf8) + chunk.data
    return bigEndian(UInt32(chunk.data.count)) + content
      + bigEndian(UInt32(crc32(0, content, UInt32(content.count))))
  }

  @Test func framesOfOtherSizesAndTooManyAreRefused() {
    #expect(throws: AnimationError.framesDiffer(0, "4x2 colour", "3x2 colour")) {
      try APNGFile.encode(count: 2, note: "") { picture(0, width: $0 == 0 ? 4 : 3) }
    }
    #expect(throws: AnimationError.tooManyFrames(10_001)) {
      try APNGFile.encode(count: 10_001, note: "") { _ in picture(0) }
    }
  }

  @Test func picturesAreReducedToTheirMeans() {
    let grey = PixelPicture(
      width: 4, height: 2, channels: 1, pixels: [0, 10, 20, 30, 10, 20, 30, 40])
    #expect(
      grey.reduced(toFit: 2)
        == PixelPicture(width: 2, height: 1, channels: 1, pixels: [10, 30]))
    #expect(grey.reduced(toFit: 4) == grey)
  }
}
