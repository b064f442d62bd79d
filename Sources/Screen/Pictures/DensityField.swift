import Glibc

/// Densities on a raster over a view box.
public struct DensityField: Hashable, Sendable {
  /// How densities become brightness.
  public enum Scale: String, CaseIterable, Sendable {
    case linear
    case squareRoot = "square-root"
    /// Down to a thousandth of the largest.
    case logarithm
  }

  public var box: ViewBox
  /// Densities, 0 or more, of any unit; each stands for the middle of its pixel.
  public var values: Plane<Double>
  public var scale: Scale

  public init(box: ViewBox, values: Plane<Double>, scale: Scale = .squareRoot) {
    self.box = box
    self.values = values
    self.scale = scale
  }

  /// The brightness of each value, 0 to 1 for the largest; what is not finite counts as 0.
  var brightness: Plane<Double> {
    let largest = values.pixels.lazy.filter(\.isFinite).max() ?? 0
    let scaled = values.pixels.map { value -> Double in
      guard value > 0, value.isFinite, largest > 0 else { return 0 }
      let part = value / largest
      switch scale {
      case .linear: return part
      case .squareRoot: return part.squareRoot()
      case .logarithm: return max(0, 1 + log10(part) / 3)
      }
    }
    return Plane(width: values.width, height: values.height, pixels: scaled)
  }

  /// The brightness over another box at another size, interpolated between values; 0 outside.
  func brightness(over view: ViewBox, size: PixelSize) -> Plane<Double> {
    let source = brightness
    var result = Plane(width: size.width, height: size.height, filledWith: 0.0)
    guard source.width > 0, source.height > 0, box.width > 0, box.height > 0 else { return result }
    let columns = (0..<size.width).map { index in
      let x = view.x.lowerBound + view.width * (Double(index) + 0.5) / Double(size.width)
      return Tap((x - box.x.lowerBound) / box.width, count: source.width)
    }
    source.pixels.withUnsafeBufferPointer { source in
      result.pixels.withUnsafeMutableBufferPointer { result in
        for row in 0..<size.height {
          let y = view.y.upperBound - view.height * (Double(row) + 0.5) / Double(size.height)
          guard let down = Tap((box.y.upperBound - y) / box.height, count: values.height) else {
            continue
          }
          let (first, second) = (down.first * values.width, down.second * values.width)
          for column in columns.indices {
            guard let tap = columns[column] else { continue }
            let upper = mix(source[first + tap.first], source[first + tap.second], tap.part)
            let lower = mix(source[second + tap.first], source[second + tap.second], tap.part)
            result[row * size.width + column] = mix(upper, lower, down.part)
          }
        }
      }
    }
    return result
  }

  /// The two neighbours of a place along one axis, and how far it lies towards the second.
  private struct Tap {
    var first: Int
    var second: Int
    var part: Double

    /// - Parameter place: 0 to 1 along the axis; `nil` results outside.
    init?(_ place: Double, count: Int) {
      guard place >= 0, place <= 1 else { return nil }
      let position = min(max(0, place * Double(count) - 0.5), Double(count - 1))
      first = Int(position)
      second = min(first + 1, count - 1)
      part = position - Double(first)
    }
  }
}

/// `a` at part 0, `b` at part 1.
private func mix(_ a: Double, _ b: Double, _ part: Double) -> Double { a + (b - a) * part }
