import Tensors

/// Images in double precision, zero outside; for formulas written out.
struct Picture {
  let shape: TensorShape
  var numbers: [Double]

  init(_ shape: TensorShape, _ number: (_ n: Int, _ y: Int, _ x: Int, _ c: Int) -> Double) {
    self.shape = shape
    numbers = (0..<shape.count).map { index in
      let (pixel, c) = index.quotientAndRemainder(dividingBy: shape.channels)
      let (line, x) = pixel.quotientAndRemainder(dividingBy: shape.width)
      let (n, y) = line.quotientAndRemainder(dividingBy: shape.height)
      return number(n, y, x, c)
    }
  }

  init(_ shape: TensorShape, seed: UInt64) {
    self.shape = shape
    var source = TestNumbers(seed)
    numbers = source.values(shape.count, in: -1...1).map { Double(Float($0)) }
  }

  subscript(n: Int, y: Int, x: Int, c: Int) -> Double {
    guard (0..<shape.height).contains(y), (0..<shape.width).contains(x) else { return 0 }
    return numbers[((n * shape.height + y) * shape.width + x) * shape.channels + c]
  }

  var floats: [Float] { numbers.map { Float($0) } }
}

/// The sum of values over a range.
func sum(_ range: Range<Int>, _ term: (Int) -> Double) -> Double {
  range.reduce(0) { $0 + term($1) }
}

/// The largest difference, for expectations that print little.
func farthest(_ x: [Float], _ y: [Double]) -> Double {
  x.count == y.count ? zip(x, y).map { abs(Double($0) - $1) }.max() ?? 0 : .infinity
}
