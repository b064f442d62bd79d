import Glibc

/// A complex number.
public struct Complex: Hashable, Sendable {
  public var real, imaginary: Double

  public init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  public var magnitude: Double { hypot(real, imaginary) }

  public static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }

  public static func * (a: Complex, b: Complex) -> Complex {
    Complex(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  public static func * (factor: Double, a: Complex) -> Complex {
    Complex(factor * a.real, factor * a.imaginary)
  }
}

/// The largest magnitude of an eigenvalue: the limit of |A^N|^(1/N) (Gelfand), with N = 2^squarings,
/// whose powers are found by squaring. What the norm is off by shrinks as log(N)/N.
/// - Parameter a: row by row.
func spectralRadius(_ a: [Complex], size: Int, squarings: Int) -> Double {
  if size == 1 { return a[0].magnitude }
  var a = a, next = a
  var logarithm = 0.0
  for k in 0...squarings {
    let norm = a.reduce(0) { max($0, abs($1.real), abs($1.imaginary)) }
    guard norm > 0, norm.isFinite else { return norm }
    logarithm += scalbn(log(norm), Int32(-k))
    if k == squarings { break }
    for index in a.indices { a[index] = 1 / norm * a[index] }
    for row in 0..<size {
      for column in 0..<size {
        var sum = Complex(0)
        for i in 0..<size { sum = sum + a[row * size + i] * a[i * size + column] }
        next[row * size + column] = sum
      }
    }
    swap(&a, &next)
  }
  return exp(logarithm)
}
