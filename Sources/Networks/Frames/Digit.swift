/// A digit of half its size, cut off at its edges.
struct Digit: Sendable {
  let width, height: Int
  private let levels: [Double]

  /// - Parameter pixels: of a square picture whose side is even.
  init(_ pixels: ArraySlice<UInt8>, width side: Int) {
    let half = side / 2, first = pixels.startIndex
    let small = (0..<half * half).map { index -> Double in
      let corner = first + 2 * (index / half) * side + 2 * (index % half)
      return [0, 1, side, side + 1].reduce(0) { $0 + Double(pixels[corner + $1]) } / 4
    }
    let inked = small.indices.filter { small[$0] > 0 }
    let rows = inked.map { $0 / half }, columns = inked.map { $0 % half }
    let (top, left) = (rows.min() ?? 0, columns.min() ?? 0)
    let (width, height) = ((columns.max() ?? 0) - left + 1, (rows.max() ?? 0) - top + 1)
    (self.width, self.height) = (width, height)
    levels = (0..<width * height).map { small[($0 / width + top) * half + $0 % width + left] }
  }

  /// Draws it with its corner at a place between pixels.
  /// - Parameters:
  ///   - first: where the square's first pixel stands in `pixels`.
  ///   - stride: from row to row.
  func draw(
    x: Double, y: Double, into pixels: inout [UInt8], from first: Int, stride: Int
  ) {
    let (column, row) = (Int(x), Int(y))
    let (right, down) = (x - Double(column), y - Double(row))
    for j in 0...height where down > 0 || j < height {
      for i in 0...width where right > 0 || i < width {
        let level =
          (1 - down) * ((1 - right) * self[i, j] + right * self[i - 1, j])
          + down * ((1 - right) * self[i, j - 1] + right * self[i - 1, j - 1])
        pixels[first + (row + j) * stride + column + i] = UInt8(level.rounded())
      }
    }
  }

  private subscript(_ column: Int, _ row: Int) -> Double {
    guard 0..<width ~= column, 0..<height ~= row else { return 0 }
    return levels[row * width + column]
  }
}
