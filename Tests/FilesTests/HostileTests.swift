import Files
import Glibc
import Testing

/// A reader with a small valid file of its format.
struct HostileCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let valid: [UInt8]
  /// Shorter files must be refused; longer ones may lack only what the reader does not need.
  let mustHave: Int
  let read: @Sendable (ByteSource) throws -> Void

  static let all: [HostileCase] = [
    binary("idx images", idxImages(count: 2, rows: 2, columns: 1, [1, 2, 3, 4])) {
      _ = try IDXFile.images($0)
    },
    binary("idx labels", idxLabels([1, 2, 3])) { _ = try IDXFile.labels($0) },
    binary("npy", NPYFile.encode(NumberArray(shape: [2], values: [1, 2]), as: .float32)) {
      _ = try NPYFile.decode($0)
    },
    binary("safetensors", safetensors(header, [UInt8](0..<16))) {
      let file = try SafetensorsFile($0)
      for tensor in file.tensors where tensor.type == .float16 { _ = try file.floats(of: tensor) }
    },
    // libpng needs nothing after the picture's data: their checksum and the end mark.
    binary("png grey", greyPNG, unneeded: 16) { _ = try PNGFile.decode($0) },
    binary("png palette", palettePNG, unneeded: 16) { _ = try PNGFile.decode($0) },
    binary("mixture", Array(mixture.utf8)) { _ = try MixtureFile.parse($0) },
    binary("golden", Array(golden.utf8)) { _ = try GoldenFile.parse($0) },
    text("theme", "name = 'a'\n[palette]\nx = \"#102030\"\n[roles]\nb = 'x'") {
      _ = try ThemeFile.parse($0)
    },
    text("preset", "steps = 3\nmodel = '''a\nb'''\nseed = 0x1F # x\n") {
      _ = try PresetFile.parse($0, known: { _ in ["steps", "model", "seed"] })
    },
  ]

  private static func binary(
    _ name: String, _ valid: [UInt8], unneeded: Int = 0,
    read: @escaping @Sendable (ByteSource) throws -> Void
  ) -> HostileCase {
    HostileCase(
      testDescription: name, valid: valid, mustHave: valid.count - unneeded, read: read)
  }

  private static func text(
    _ name: String, _ valid: String, read: @escaping @Sendable (ByteSource) throws -> Void
  ) -> HostileCase {
    HostileCase(testDescription: name, valid: Array(valid.utf8), mustHave: 0, read: read)
  }
}

private let greyPNG = HandmadePNG(width: 3, height: 2, kind: 0, rows: [[1, 2, 3], [4, 5, 6]]).bytes
private let palettePNG = HandmadePNG(
  width: 2, height: 2, depth: 4, kind: 3, interlaced: 0, rows: [[0x10], [0x01]],
  palette: [1, 2, 3, 4, 5, 6]
).bytes
private let header = #"""
  {"__metadata__":{"format":"pt"},"a":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]},
  "b\u0062":{"dtype":"F32","shape":[],"data_offsets":[12,16]}}
  """#
private let mixture = #"{"d": 1, "weights": [1, 2.5e0], "means": [[-1], [1]], "stds": [1, 0.1]}"#
private let golden = #"""
  {"family": "f", "cases": [{"id": "f/0", "class": "C", "config": {"a": "-inf"}, "num_steps": 1,
  "model": "m", "model_output": "x", "x_init": {"noise": "m", "scale": 2}, "model_calls":
  {"columns": ["t", "alpha", "sigma"], "rows": [[1, 0.5, 0.5]]}, "noise": [{"z": [[1, 2]]}],
  "states": [[[1, 2], [3, 4]]], "nfe": 1}]}
  """#

@Suite struct HostileTests {
  let folder = TemporaryFolder()

  @Test(arguments: HostileCase.all) func validFileIsRead(_ reader: HostileCase) throws {
    try reader.read(ByteSource(path: "x", bytes: reader.valid))
    try reader.read(ByteSource(path: "x", stored: gzipped(reader.valid)))
  }

  @Test(arguments: HostileCase.all) func cutAtEveryByte(_ reader: HostileCase) {
    for length in 0..<reader.valid.count {
      let problem = outcome(reader, Array(reader.valid[..<length]))
      if length < reader.mustHave { #expect(problem != nil, "\(length) bytes") }
    }
  }

  @Test(arguments: HostileCase.all) func gzipCutAtEveryByte(_ reader: HostileCase) throws {
    let packed = gzipped(reader.valid)
    for length in 2..<packed.count {
      let text = sentence { try ByteSource(path: "x", stored: Array(packed[..<length])) }
      #expect(text == "x: the gzip data end too early. Get the file again.")
    }
  }

  @Test(arguments: HostileCase.all) func everyByteChanged(_ reader: HostileCase) {
    for index in reader.valid.indices {
      for change: UInt8 in [0x01, 0x10, 0x20, 0x7F, 0x80, 0xFF] {
        var bytes = reader.valid
        bytes[index] ^= change
        _ = outcome(reader, bytes)
      }
    }
  }

  @Test(arguments: HostileCase.all) func everyByteRepeated(_ reader: HostileCase) {
    for index in reader.valid.indices {
      let repeated = [UInt8](repeating: reader.valid[index], count: 300)
      _ = outcome(reader, reader.valid[..<index] + repeated + reader.valid[index...])
    }
  }

  @Test(arguments: HostileCase.all) func otherFormats(_ reader: HostileCase) {
    for other in HostileCase.all { _ = outcome(reader, other.valid) }
    _ = outcome(reader, [UInt8](repeating: 0xFF, count: 1000))
    _ = outcome(reader, [UInt8](repeating: 0, count: 1000))
    _ = outcome(reader, Array(String(repeating: "[{\"a\":", count: 50_000).utf8))
    _ = outcome(reader, Array(("a = " + String(repeating: "[", count: 50_000)).utf8))
    _ = outcome(reader, Array(("a = " + String(repeating: "{b=", count: 50_000)).utf8))
  }

  @Test func hugeCounts() {
    let most = UInt32.max
    let headers = [
      bigEndian(0x803, most, most, most), bigEndian(0x803, most, 1, 1),
      bigEndian(0x804, most, most, most, 3), bigEndian(0x803, 1, most, 1),
    ]
    for header in headers {
      let text = sentence { try IDXFile.images(ByteSource(path: "x", bytes: header + [1, 2])) }
      #expect(text.hasPrefix("x: the file ends too early: "))
      #expect(text.hasSuffix(" make the images, 2 bytes are there. Get the file again."))
    }
    let png = HandmadePNG(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF, kind: 2, rows: [[1]]).bytes
    #expect(sentence { try PNGFile.decode(ByteSource(path: "x", bytes: png)) }.hasPrefix("x: "))
    let wide = HandmadePNG(width: 8193, height: 1, kind: 0, rows: [[1]]).bytes
    #expect(
      sentence { try PNGFile.decode(ByteSource(path: "x", bytes: wide)) }
        == "x: a picture of 8193x1 cannot be read. Supported: up to 8192x8192.")
  }

  @Test func emptyImageFile() {
    let text = sentence {
      try IDXFile.images(ByteSource(path: "x", bytes: bigEndian(0x803, 0, 28, 28)))
    }
    #expect(text == "x: there are no images in it. Give a file that holds some.")
  }

  @Test func gzipBombStopsAtTheLimit() throws {
    let member = gzipped([UInt8](repeating: 0, count: 1 << 20))
    let bomb = try folder.file("bomb.gz", Array((0..<1000).map { _ in member }.joined()))
    #expect(
      sentence { try ByteSource(contentsOf: bomb) }
        == "\(bomb): the content is larger than 16 MiB, the limit for this kind of file. "
        + "Give a smaller file.")
    #expect(sentence { try JSONFile.read(bomb) }.contains("larger than 16 MiB"))
  }

  @Test func dataAfterGzip() {
    let text = sentence { try ByteSource(path: "x", stored: gzipped([1]) + [1, 2, 3]) }
    #expect(
      text == "x: 3 bytes follow after the end of the data. Check that it is the right file.")
  }

  private func outcome(_ reader: HostileCase, _ bytes: [UInt8]) -> String? {
    do {
      try reader.read(ByteSource(path: "x", bytes: bytes))
      return nil
    } catch let error as FileError {
      let text = error.description
      #expect(isOneCleanSentence(text, about: "x"), "\(text)")
      return text
    } catch {
      Issue.record("not a FileError: \(error)")
      return nil
    }
  }
}

/// Whether a text is one short line about `path` without anything a terminal acts on.
func isOneCleanSentence(_ text: String, about path: String) -> Bool {
  text.hasPrefix(path + ": ") && (text.hasSuffix(".") || text.hasSuffix("?"))
    && text.unicodeScalars.count < 800
    && text.unicodeScalars.allSatisfy { scalar in
      ![.control, .format, .lineSeparator, .privateUse].contains(scalar.properties.generalCategory)
    }
}
