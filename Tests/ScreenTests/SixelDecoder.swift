import Screen

/// Reads sixel graphics back into pixels; `nil` where no band set one.
struct SixelDecoder {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var pixels: [[RGB?]] = []

  struct Malformed: Error {}

  init(_ bytes: [UInt8]) throws {
    let head = Array("\u{1b}P0;1;0q".utf8), tail: [UInt8] = [0x1B, 0x5C]
    guard bytes.starts(with: head), bytes.suffix(2).elementsEqual(tail) else { throw Malformed() }
    var rest = bytes[head.count..<(bytes.count - 2)]
    guard !rest.contains(where: { $0 < 0x20 || $0 > 0x7E }) else { throw Malformed() }
    var palette: [Int: RGB] = [:]
    var (x, top, color, count) = (0, 0, RGB(0, 0, 0), 1)
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        let numbers = Self.numbers(&rest)
        guard numbers.count == 4 else { throw Malformed() }
        (width, height) = (numbers[2], numbers[3])
        pixels = Array(repeating: Array(repeating: nil, count: width), count: height)
      case UInt8(ascii: "#"):
        let numbers = Self.numbers(&rest)
        if numbers.count == 5 {
          let channel = numbers[2...].map { UInt8(($0 * 255 + 50) / 100) }
          palette[numbers[0]] = RGB(channel[0], channel[1], channel[2])
        } else {
          guard numbers.count == 1, let known = palette[numbers[0]] else { throw Malformed() }
          color = known
        }
      case UInt8(ascii: "!"):
        guard let number = Self.numbers(&rest).first else { throw Malformed() }
        count = number
      case UInt8(ascii: "$"): x = 0
      case UInt8(ascii: "-"): (x, top) = (0, top + 6)
      case 63...126:
        guard x + count <= width, top < height else { throw Malformed() }
        for dy in 0..<6 where (byte - 63) >> UInt8(dy) & 1 == 1 {
          guard top + dy < height else { throw Malformed() }
          for dx in 0..<count { pixels[top + dy][x + dx] = color }
        }
        (x, count) = (x + count, 1)
      default: throw Malformed()
      }
    }
  }

  private static func numbers(_ rest: inout ArraySlice<UInt8>) -> [Int] {
    var text = ""
    while let byte = rest.first, byte == UInt8(ascii: ";") || (48...57).contains(byte) {
      text.unicodeScalars.append(Unicode.Scalar(byte))
      rest.removeFirst()
    }
    return text.split(separator: ";", omittingEmptySubsequences: false).compactMap { Int($0) }
  }
}

/// What a colour becomes when its channels are counted in percent.
func inPercent(_ color: RGB) -> RGB {
  func rounded(_ value: UInt8) -> UInt8 {
    let percent = (Int(value) * 100 + 127) / 255
    return UInt8((percent * 255 + 50) / 100)
  }
  return RGB(rounded(color.red), rounded(color.green), rounded(color.blue))
}

/// A repeatable picture in which neighbouring pixels differ.
func noise(_ width: Int, _ height: Int, seed: UInt64 = 1) -> Picture {
  var state = seed
  func next() -> UInt8 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(state >> 56)
  }
  return Picture(
    width: width, height: height,
    pixels: (0..<width * height).map { _ in RGB(next(), next(), next()) })
}

/// A smooth picture of many colours.
func gradient(_ width: Int, _ height: Int) -> Picture {
  Picture(
    width: width, height: height,
    pixels: (0..<width * height).map { place in
      let (x, y) = (place % width, place / width)
      return RGB(
        UInt8(x * 255 / max(1, width - 1)), UInt8(y * 255 / max(1, height - 1)),
        UInt8((x + y) * 127 / max(1, width + height - 2)))
    })
}
