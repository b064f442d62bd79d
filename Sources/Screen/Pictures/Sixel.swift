/// Pictures as DEC sixel graphics: bands of six rows, and in each band for each colour a line of
/// characters that say which of the six pixels have it.
///
/// Goals, in order: exactly the palette's colours; speed; few bytes. Runs are found in the picture
/// before it is enlarged, so that enlarging costs bytes for longer numbers only.
public enum Sixel {
  /// The height in pixels that surely ends above the row below: whole bands in `rows` cells.
  public static func height(rows: Int, cell: DisplayCapabilities.CellPixels) -> Int {
    max(0, rows) * cell.height / 6 * 6
  }

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
  /// Pixels of one colour in a band that have the same six bits, from `start` to before `end`.
  struct Run {
    var start: Int32
    var end: Int32
    /// The next run of this colour in the band, or -1.
    var next: Int32
    var bits: UInt8
  }

  /// Source rows that appear in a band, each with the bits of the rows it fills.
  struct Row {
    var offset: Int
    var bits: UInt8
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
    var runs: [Run] = []
    runs.reserveCapacity(source.width * 6)
    var first = [Int32](repeating: -1, count: 256)
    var last = [Int32](repeating: -1, count: 256)
    var colors: [UInt8] = []
    var previous: (rows: [Row], bytes: Range<Int>) = ([], 0..<0)
    for top in stride(from: 0, to: size.height, by: 6) {
      let rows = rows(from: top)
      if Self.isSame(rows, previous.rows) {
        output.append(contentsOf: output[previous.bytes])
        continue
      }
      let begin = output.count
      runs.removeAll(keepingCapacity: true)
      colors.removeAll(keepingCapacity: true)
      for column in 0..<source.width where edges[column] < edges[column + 1] {
        for (index, row) in rows.enumerated() {
          let color = indices[row.offset + column]
          // The first row of each colour collects the bits of the rows below that have it too.
          if rows[..<index].contains(where: { indices[$0.offset + column] == color }) { continue }
          var bits = row.bits
          for other in rows[(index + 1)...] where indices[other.offset + column] == color {
            bits |= other.bits
          }
          let tail = Int(last[Int(color)])
          if tail >= 0, runs[tail].bits == bits, runs[tail].end == edges[column] {
            runs[tail].end = edges[column + 1]
            continue
          }
          if tail >= 0 {
            runs[tail].next = Int32(runs.count)
          } else {
            first[Int(color)] = Int32(runs.count)
            colors.append(color)
          }
          last[Int(color)] = Int32(runs.count)
          runs.append(Run(start: edges[column], end: edges[column + 1], next: -1, bits: bits))
        }
      }
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
      output.append(UInt8(ascii: "-"))
      previous = (rows, begin..<output.count)
    }
  }

  private func rows(from top: Int) -> [Row] {
    var rows: [Row] = []
    for y in top..<min(top + 6, size.height) {
      let offset = y * source.height / size.height * source.width
      let bit = UInt8(1) << UInt8(y - top)
      if rows.last?.offset == offset {
        rows[rows.count - 1].bits |= bit
      } else {
        rows.append(Row(offset: offset, bits: bit))
      }
    }
    return rows
  }

  private static func isSame(_ a: [Row], _ b: [Row]) -> Bool {
    a.elementsEqual(b) { $0.offset == $1.offset && $0.bits == $1.bits }
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
