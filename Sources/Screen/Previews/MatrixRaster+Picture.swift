import Experiments

extension MatrixRaster {
  /// The matrix in colours, and its path in white squares with a dark rim.
  func picture(
    _ matrix: MatrixPicture, _ scale: MatrixScale, ground: RGB
  ) -> IndexedPicture {
    let map = ColorMap.numbers
    let blank = UInt8(map.colors.count), rim = blank + 1, mark = blank + 2
    let values = values(matrix, scale)
    var plane = Plane(
      width: size.width, height: size.height,
      pixels: values.pixels.map { $0.isNaN ? blank : map.index(of: $0) })
    for (x, y) in matrix.path.compactMap(pixels) {
      // A quarter of the entry on each side shows its value.
      let (left, top) = (x.count / 4, y.count / 4)
      plane.fill(x.dropFirst(left).dropLast(left), y.dropFirst(top).dropLast(top), with: rim)
      let (inX, inY) = (x.count / 3, y.count / 3)
      plane.fill(x.dropFirst(inX).dropLast(inX), y.dropFirst(inY).dropLast(inY), with: mark)
    }
    return IndexedPicture(
      palette: map.colors + [ground, RGB(16, 12, 24), RGB(255, 255, 255)], plane: plane)
  }
}

extension Plane {
  fileprivate mutating func fill(_ xs: Range<Int>, _ ys: Range<Int>, with pixel: Pixel) {
    for y in ys {
      for x in xs { self[x, y] = pixel }
    }
  }
}
