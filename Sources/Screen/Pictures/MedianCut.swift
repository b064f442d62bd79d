extension IndexedPicture {
  /// Finds a palette for the picture and the place in it of each pixel, without dithering.
  ///
  /// Grey pictures get 64 greys. Others get up to 128 colours by median cut (Heckbert 1982, "Color
  /// image quantization for frame buffer display") over a histogram of 5 bits a channel: the box
  /// with the largest spread of colours times pixels is cut at its median until there are enough.
  /// - Complexity: one pass over the pixels to count, one to look up, and 7 over the histogram.
  public init(quantizing picture: Picture) {
    let isGrey = picture.pixels.allSatisfy { $0.red == $0.green && $0.green == $0.blue }
    guard !isGrey else {
      self.init(
        greys: Plane(
          width: picture.width, height: picture.height, pixels: picture.pixels.map(\.red)))
      return
    }
    var histogram = Histogram(picture)
    let (palette, lookup) = histogram.palette(count: 128)
    let indices = picture.pixels.map { lookup[Histogram.bin(of: $0)] }
    self.init(
      palette: palette, plane: Plane(width: picture.width, height: picture.height, pixels: indices))
  }
}

/// How often colours of 5 bits a channel occur.
private struct Histogram {
  /// A colour that occurs: its bin, how often, and the sums of its pixels' channels.
  struct Entry {
    var bin: Int
    var count: Int
    var sum: SIMD4<Int>

    /// The colour along one axis, 0 to 31.
    func level(_ axis: Int) -> Int { bin >> (5 * axis) & 31 }
  }

  private var entries: [Entry]

  static func bin(of color: RGB) -> Int {
    Int(color.red >> 3) | Int(color.green >> 3) << 5 | Int(color.blue >> 3) << 10
  }

  init(_ picture: Picture) {
    var place = [Int32](repeating: -1, count: 1 << 15)
    var entries: [Entry] = []
    for pixel in picture.pixels {
      let bin = Self.bin(of: pixel)
      if place[bin] < 0 {
        place[bin] = Int32(entries.count)
        entries.append(Entry(bin: bin, count: 0, sum: .zero))
      }
      entries[Int(place[bin])].count += 1
      entries[Int(place[bin])].sum &+= SIMD4(
        Int(pixel.red), Int(pixel.green), Int(pixel.blue), 0)
    }
    self.entries = entries
  }

  /// A part of the entries, and how worthwhile it is to cut it.
  private struct Box {
    var range: Range<Int>
    var count: Int
    var axis: Int
    var spread: Int

    init(_ range: Range<Int>, of entries: [Entry]) {
      self.range = range
      var (low, high) = (SIMD4<Int>(repeating: 31), SIMD4<Int>(repeating: 0))
      count = 0
      for entry in entries[range] {
        let level = SIMD4(entry.level(0), entry.level(1), entry.level(2), 0)
        low.replace(with: level, where: level .< low)
        high.replace(with: level, where: level .> high)
        count += entry.count
      }
      let extent = high &- low
      // Eyes resolve green best and blue least.
      let weighted = [extent[0] * 3, extent[1] * 4, extent[2] * 2]
      axis = weighted.indices.max { weighted[$0] < weighted[$1] }!
      spread = weighted[axis]
    }

    var gain: Int { range.count > 1 ? spread * count : -1 }
  }

  /// The palette, and for each bin that occurs the place of its colour.
  mutating func palette(count: Int) -> (palette: [RGB], lookup: [UInt8]) {
    var boxes = [Box(entries.indices, of: entries)]
    while boxes.count < count {
      let widest = boxes.indices.max { boxes[$0].gain < boxes[$1].gain }!
      guard boxes[widest].gain > 0 else { break }
      let box = boxes[widest]
      let middle = cut(box)
      boxes[widest] = Box(box.range.lowerBound..<middle, of: entries)
      boxes.append(Box(middle..<box.range.upperBound, of: entries))
    }
    var lookup = [UInt8](repeating: 0, count: 1 << 15)
    let palette = boxes.enumerated().map { index, box in
      var sum = SIMD4<Int>.zero
      for entry in entries[box.range] {
        sum &+= entry.sum
        lookup[entry.bin] = UInt8(index)
      }
      let half = SIMD4(repeating: box.count / 2)
      let mean = (sum &+ half) / SIMD4(repeating: max(1, box.count))
      return RGB(UInt8(mean[0]), UInt8(mean[1]), UInt8(mean[2]))
    }
    return (palette, lookup)
  }

  /// Orders the box along its longest axis (counting sort) and finds the entry at which half of the
  /// pixels lie before it.
  private mutating func cut(_ box: Box) -> Int {
    var starts = [Int](repeating: 0, count: 33)
    for entry in entries[box.range] { starts[entry.level(box.axis) + 1] += 1 }
    for level in 1...32 { starts[level] += starts[level - 1] }
    var sorted = Array(entries[box.range])
    for entry in entries[box.range] {
      sorted[starts[entry.level(box.axis)]] = entry
      starts[entry.level(box.axis)] += 1
    }
    entries.replaceSubrange(box.range, with: sorted)
    var before = 0
    for index in box.range.dropLast() {
      before += entries[index].count
      if before * 2 >= box.count { return index + 1 }
    }
    return box.range.upperBound - 1
  }
}
