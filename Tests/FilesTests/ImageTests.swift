import Files
import Glibc
import Testing

@Suite struct ImageTests {
  let folder = TemporaryFolder()

  @Test func idxPlainAndCompressedWithLabelsBeside() throws {
    let images = idxImages(count: 3, rows: 1, columns: 2, [1, 2, 3, 4, 5, 6])
    let labels = idxLabels([2, 0, 1])
    let plain = try folder.file("a-images-idx3-ubyte", images)
    _ = try folder.file("a-labels-idx1-ubyte", labels)
    let packed = try folder.file("b-images-idx3-ubyte.gz", gzipped(images))
    _ = try folder.file("b-labels-idx1-ubyte.gz", gzipped(labels))
    for (path, name) in [(plain, "a-images-idx3-ubyte"), (packed, "b-images-idx3-ubyte")] {
      let expected = ImageSet(
        name: name, path: path, width: 2, height: 1, channels: 1, pixels: [1, 2, 3, 4, 5, 6],
        labels: [2, 0, 1], classNames: ["0", "1", "2"])
      #expect(try ImageSet.read(path) == expected)
    }
  }

  /// Both spellings of both files, packed and not, find each other.
  @Test(arguments: ["-", "."], ["-", "."])
  func labelsAreFoundInEverySpelling(images: String, labels: String) throws {
    for ending in ["", ".gz"] {
      for labelEnding in ["", ".gz"] {
        let folder = TemporaryFolder()
        func file(_ name: String, _ ending: String, _ bytes: [UInt8]) throws -> String {
          try folder.file(name + ending, ending.isEmpty ? bytes : gzipped(bytes))
        }
        let path = try file(
          "train-images\(images)idx3-ubyte", ending,
          idxImages(count: 2, rows: 1, columns: 1, [1, 2]))
        _ = try file("train-labels\(labels)idx1-ubyte", labelEnding, idxLabels([1, 0]))
        #expect(try ImageSet.read(path).labels == [1, 0])
      }
    }
  }

  @Test func labelsFromOneOnHaveTheirNumbersForNames() throws {
    let path = try folder.file(
      "images-idx3-ubyte", idxImages(count: 3, rows: 1, columns: 1, [1, 2, 3]))
    _ = try folder.file("labels-idx1-ubyte", idxLabels([3, 1, 7]))
    let set = try ImageSet.read(path)
    #expect(set.labels == [1, 0, 2] && set.classNames == ["1", "3", "7"])
  }

  @Test func idxColourWithoutLabels() throws {
    let bytes = bigEndian(0x804, 2, 1, 1, 3) + [1, 2, 3, 4, 5, 6]
    let path = try folder.file("colours.idx", bytes)
    let expected = ImageSet(
      name: "colours", path: path, width: 1, height: 1, channels: 3, pixels: [1, 2, 3, 4, 5, 6])
    #expect(try ImageSet.read(path) == expected)
  }

  @Test func aPictureSaysHowItWasMade() throws {
    let picture = PixelPicture(width: 2, height: 1, channels: 3, pixels: [1, 2, 3, 250, 251, 252])
    let line = "quickstep:1 --model 'Bäume/ring' --steps 3"
    let bytes = PNGFile.encode(picture, note: line)
    #expect(PNGFile.note(of: bytes) == line)
    #expect(try PNGFile.decode(ByteSource(path: "a.png", bytes: bytes)) == picture)
    #expect(PNGFile.note(of: PNGFile.encode(picture)) == nil)
    for count in bytes.indices { _ = PNGFile.note(of: Array(bytes[..<count])) }
    var wild = bytes
    for place in 8..<bytes.count { wild[place] = 0xFF }
    #expect(PNGFile.note(of: wild) == nil)
  }

  @Test func bundledDigitsAreBalanced() throws {
    let set = try ImageSet.read(repository + "/data/digits-512-images-idx3-ubyte.gz")
    #expect([set.count, set.width, set.height, set.channels] == [512, 28, 28, 1])
    let counts = (0..<10).map { digit in set.labels?.count { $0 == digit } ?? 0 }
    #expect(counts == [52, 52, 51, 51, 51, 51, 51, 51, 51, 51])
  }

  /// Every opacity of a few values, grey and colour: value times opacity, rounded.
  @Test func transparentPartsAreLaidOnBlackAsStored() throws {
    let values: [UInt8] = [0, 1, 50, 100, 127, 200, 254, 255]
    for (kind, channels) in [(UInt8(4), 1), (6, 3)] {
      var rows: [[UInt8]] = [], expected: [UInt8] = []
      for value in values {
        var row: [UInt8] = []
        for opacity in UInt8(0)...255 {
          row += Array(repeating: value, count: channels) + [opacity]
          let seen = (Double(value) * Double(opacity) / 255).rounded()
          expected += Array(repeating: UInt8(seen), count: channels)
        }
        rows.append(row)
      }
      let file = HandmadePNG(width: 256, height: UInt32(values.count), kind: kind, rows: rows)
      let picture = try PNGFile.decode(ByteSource(path: "x.png", bytes: file.bytes))
      #expect(picture.channels == channels && picture.pixels == expected)
    }
  }

  @Test(arguments: [
    (
      HandmadePNG(width: 2, height: 2, kind: 0, rows: [[0, 50], [100, 255]]),
      PixelPicture(width: 2, height: 2, channels: 1, pixels: [0, 50, 100, 255])
    ),
    (
      HandmadePNG(width: 8, height: 1, depth: 1, kind: 0, rows: [[0b1010_0000]]),
      PixelPicture(width: 8, height: 1, channels: 1, pixels: [255, 0, 255, 0, 0, 0, 0, 0])
    ),
    (
      HandmadePNG(width: 2, height: 1, depth: 16, kind: 0, rows: [[0x80, 0x80, 0xFF, 0xFF]]),
      PixelPicture(width: 2, height: 1, channels: 1, pixels: [128, 255])
    ),
    (
      HandmadePNG(width: 2, height: 1, kind: 2, rows: [[1, 2, 3, 4, 5, 6]]),
      PixelPicture(width: 2, height: 1, channels: 3, pixels: [1, 2, 3, 4, 5, 6])
    ),
    (
      HandmadePNG(
        width: 2, height: 1, kind: 3, rows: [[1, 0]], palette: [9, 8, 7, 255, 128, 0]),
      PixelPicture(width: 2, height: 1, channels: 3, pixels: [255, 128, 0, 9, 8, 7])
    ),
    (
      HandmadePNG(width: 2, height: 1, kind: 4, rows: [[200, 255, 200, 0]]),
      PixelPicture(width: 2, height: 1, channels: 1, pixels: [200, 0])
    ),
    (
      HandmadePNG(width: 2, height: 1, kind: 6, rows: [[10, 20, 30, 255, 10, 20, 30, 0]]),
      PixelPicture(width: 2, height: 1, channels: 3, pixels: [10, 20, 30, 0, 0, 0])
    ),
    (
      HandmadePNG(width: 1, height: 1, kind: 0, interlaced: 1, rows: [[77]]),
      PixelPicture(width: 1, height: 1, channels: 1, pixels: [77])
    ),
  ])
  func pngKinds(file: HandmadePNG, expected: PixelPicture) throws {
    #expect(try PNGFile.decode(ByteSource(path: "x.png", bytes: file.bytes)) == expected)
  }

  @Test(arguments: [1, 3]) func pngReadsBackWhatItWrote(channels: Int) throws {
    let pixels = (0..<37 * 23 * channels).map {
      UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7)
    }
    let picture = PixelPicture(width: 37, height: 23, channels: channels, pixels: pixels)
    try PNGFile.write(picture, to: folder("out.png"))
    #expect(try PNGFile.read(folder("out.png")) == picture)
    #expect(names(in: folder.path) == ["out.png"])
  }

  @Test func pictureFolderWithClasses() throws {
    for (name, level) in [("cat", 1), ("ant", 2)] {
      let sub = folder.folder(name)
      try PNGFile.write(grey(UInt8(level)), to: sub + "/b.png")
      try PNGFile.write(grey(UInt8(level + 10)), to: sub + "/a.PNG")
      try AtomicFile.write("not a picture", to: sub + "/.hidden.png")
    }
    _ = folder.folder("empty")
    symlink(folder.path, folder("cat/loop"))
    _ = try folder.file("notes.txt", "about")
    let expected = ImageSet(
      name: String(folder.path.dropFirst(5)), path: folder.path, width: 1, height: 1, channels: 1,
      pixels: [12, 2, 11, 1], labels: [0, 0, 1, 1], classNames: ["ant", "cat"])
    #expect(try ImageSet.read(folder.path) == expected)
  }

  @Test func pictureFolderWithoutClasses() throws {
    try PNGFile.write(grey(5), to: folder("b.png"))
    try PNGFile.write(grey(6), to: folder("a.png"))
    let set = try ImageSet.read(folder.path)
    #expect(set.pixels == [6, 5] && set.labels == nil && set.classNames.isEmpty)
  }

  @Test func pictureFolderProblems() throws {
    #expect(sentence { try ImageSet.read(folder.path) }.contains("no PNG pictures"))
    try PNGFile.write(grey(5), to: folder("a.png"))
    let wide = PixelPicture(width: 2, height: 1, channels: 1, pixels: [1, 2])
    try PNGFile.write(wide, to: folder("b.png"))
    #expect(
      sentence { try ImageSet.read(folder.path) }
        == "\(folder("b.png")): this picture is 2x1 grey, but \(folder("a.png")) is 1x1 grey. "
        + "Make all pictures the same size and kind.")
    try AtomicFile.write("GIF89a", to: folder("a.png"))
    #expect(
      sentence { try ImageSet.read(folder.path) }
        == "\(folder("a.png")): this is not a PNG picture (wrong first bytes). "
        + "Check that it is the right file.")
    try PNGFile.write(grey(1), to: folder.folder("sub") + "/x.png")
    #expect(sentence { try ImageSet.read(folder.path) }.contains("both directly in it (a.png)"))
  }

  @Test func labelsOfAnotherLength() throws {
    let images = try folder.file("images", idxImages(count: 2, rows: 1, columns: 1, [1, 2]))
    let labels = try folder.file("labels", idxLabels([1, 2, 3]))
    #expect(
      sentence { try IDXFile.read(images, labels: .file(labels)) }
        == "\(labels): 3 labels for the 2 images of images. "
        + "Use the label file that belongs to the images.")
  }
}

private func grey(_ level: UInt8) -> PixelPicture {
  PixelPicture(width: 1, height: 1, channels: 1, pixels: [level])
}

/// The sentence of the error that `body` throws, or "no error".
func sentence<T>(_ body: () throws -> T) -> String {
  do {
    _ = try body()
    return "no error"
  } catch {
    return "\(error)"
  }
}
