/// Pictures as DEC sixel graphics: bands of six rows, and in each band for each colour a line of
/// characters that say which of the six pixels have it.
///
/// Goals, in order: exactly the palette's colours; speed; few bytes. Runs are found in the picture
/// before it is enlarged, so that enlarging costs bytes for longer numbers only.
public enum Sixel {
  /// The part of a height in pixels that whole bands fill, so that a picture surely ends above the
  /// row below its place.
  public static func wholeBands(_ height: Int) -> Int { max(0, height) / 6 * 6 }

  /// The escape sequence that paints the picture, enlarged to `size` by repeating pixels.
  public static func encode(_ picture: IndexedPicture, size: PixelSize) -> [UInt8] {
    guard !size.isEmpty, !picture.plane.size.isEmpty else { return [] }
    var output = Array("\u{1b}P0;1;0q\"1;1;\(size.width);\(size.height)".utf8)
    output.reserveCapacity(size.width * size.height / 4 + 4096)
    appendPalette(of: picture, to: &output)
    let bands = Bands(picture.plane, size: size)
    picture.plane.pixels.withUnsafeBufferPointer { bands.encode($0, into: &output) }
    // A new line after the last band could scroll the screen.
    if output.last == UInt8(ascii: "-") { output.removeLast() }
    output.append(contentsOf: [0x1B, 0x5C])
    return output
  }

  /// The colours in use; sixel counts channels in percent.
  private static func appendPalette(of picture: IndexedPicture, to output: inout [UInt8]) {
    var isUsed = [Bool](repeating: false, count: 256)
    for index in picture.plane.pixels { isUsed[Int(index)] = true }
    for (index, color) in picture.palette.enumerated() where isUsed[index] {
      let percent = [color.red, color.green, color.blue].map { (Int($0) * 100 + 127) / 255 }
      output.append(
        contentsOf: "#\(index);2;\(percent[0]);\(percent[1]);\(percent[2])".utf8)
    }
  }
}

/// The bands of one picture.
private struct Bands {
  /// The source rows that appear in a band, each with the bits of the screen rows it fills.
  struct Rows: Equatable {
    var count = 0
    var offsets = SIMD8<Int>()
    var bits = SIMD8<UInt8>()
  }

  private let source: PixelSize
  private let size: PixelSize

  init(_ plane: Plane<UInt8>, size: PixelSize) {
    source = plane.size
    self.size = size
  }

  func encode(_ indices: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    // Where the pixels of each source column begin.
    let edges = (0...source.width).map {
      Int32(($0 * size.width + source.width - 1) / source.width)
    }
    var lines = ColorLines(columns: source.width)
    var previous: (rows: Rows, bytes: Range<Int>) = (Rows(), 0..<0)
    for top in stride(from: 0, to: size.height, by: 6) {
      let rows = rows(from: top)
      if rows == previous.rows {
        output.append(contentsOf: output[previous.bytes])
        continue
      }
      let begin = output.count
      for column in 0..<source.width where edges[column] < edges[column + 1] {
        var colors = SIMD8<UInt8>()
        for row in 0..<rows.count { colors[row] = indices[rows.offsets[row] + column] }
        lines.append(colors, rows, from: edges[column], to: edges[column + 1])
      }
      lines.write(to: &output)
      output.append(UInt8(ascii: "-"))
      previous = (rows, begin..<output.count)
    }
  }

  private func rows(from top: Int) -> Rows {
    var rows = Rows()
    for y in top..<min(top + 6, size.height) {
      let offset = y * source.height / size.height * source.width
      if rows.count == 0 || rows.offsets[rows.count - 1] != offset {
        rows.offsets[rows.count] = offset
        rows.count += 1
      }
      rows.bits[rows.count - 1] |= UInt8(1) << UInt8(y - top)
    }
    return rows
  }
}

/// The characters of one band, a line for each colour.
private struct ColorLines {
  /// Columns in which one colour has the same bits, from `start` to before `end`.
  private struct Run {
    var start: Int32
    var end: Int32
    /// The next run of this colour, or -1.
    var next: Int32
    var bits: UInt8
  }

  private var runs: [Run] = []
  private var first = [Int32](repeating: -1, count: 256)
  private var last = [Int32](repeating: -1, count: 256)
  /// In the order of their first runs.
  private var colors: [UInt8] = []
  /// The colours of the newest columns, and the runs that reach to them.
  private var newest = SIMD8<UInt8>()
  private var open = SIMD8<Int32>()
  private var openCount = 0

  init(columns: Int) { runs.reserveCapacity(columns * 6) }

  /// Appends columns that look the same.
  /// - Parameter colors: one for each of the rows.
  mutating func append(_ colors: SIMD8<UInt8>, _ rows: Bands.Rows, from start: Int32, to end: Int32)
  {
    guard openCount == 0 || colors != newest else {
      for index in 0..<openCount { runs[Int(open[index])].end = end }
      return
    }
    newest = colors
    openCount = 0
    var left: UInt8 = (1 << UInt8(rows.count)) - 1
    while left != 0 {
      let color = colors[left.trailingZeroBitCount]
      var bits: UInt8 = 0
      for row in left.trailingZeroBitCount..<rows.count where colors[row] == color {
        bits |= rows.bits[row]
        left &= ~(1 << UInt8(row))
      }
      open[openCount] = extend(color, bits, from: start, to: end)
      openCount += 1
    }
  }

  /// Lengthens the newest run of the colour, or begins one; its place.
  private mutating func extend(
    _ color: UInt8, _ bits: UInt8, from start: Int32, to end: Int32
  ) -> Int32 {
    let tail = last[Int(color)]
    if tail >= 0, runs[Int(tail)].bits == bits, runs[Int(tail)].end == start {
      runs[Int(tail)].end = end
      return tail
    }
    let place = Int32(runs.count)
    if tail >= 0 {
      runs[Int(tail)].next = place
    } else {
      first[Int(color)] = place
      colors.append(color)
    }
    last[Int(color)] = place
    runs.append(Run(start: start, end: end, next: -1, bits: bits))
    return place
  }

  /// Writes the lines, and forgets them.
  mutating func write(to output: inout [UInt8]) {
    for (order, color) in colors.enumerated() {
      if order > 0 { output.append(UInt8(ascii: "$")) }
      output.append(UInt8(ascii: "#"))
      Self.append(Int(color), to: &output)
      var position: Int32 = 0
      var index = first[Int(color)]
      while index >= 0 {
        let run = runs[Int(index)]
        Self.appendRun(of: 0, count: Int(run.start - position), to: &output)
        Self.appendRun(of: run.bits, count: Int(run.end - run.start), to: &output)
        position = run.end
        index = run.next
      }
      first[Int(color)] = -1
      last[Int(color)] = -1
    }
    runs.removeAll(keepingCapacity: true)
    colors.removeAll(keepingCapacity: true)
    openCount = 0
  }

  /// `count` times the same six pixels: `!` and a number where that is shorter.
  private static func appendRun(of bits: UInt8, count: Int, to output: inout [UInt8]) {
    let character = 63 + bits
    if count > 3 {
      output.append(UInt8(ascii: "!"))
      append(count, to: &output)
      output.append(character)
    } else {
      for _ in 0..<count { output.append(character) }
    }
  }

  private static func append(_ number: Int, to output: inout [UInt8]) {
    if number >= 10 { append(number / 10, to: &output) }
    output.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
