/// A part of the plane: x to the right, y upwards.
public struct ViewBox: Hashable, Sendable {
  public var x: ClosedRange<Double>
  public var y: ClosedRange<Double>

  public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }

  var width: Double { x.upperBound - x.lowerBound }
  var height: Double { y.upperBound - y.lowerBound }

  /// The smallest box around this one that fills `size` without distortion.
  /// - Parameter pixelAspect: height over width of one pixel.
  public func filling(_ size: PixelSize, pixelAspect: Double = 1) -> ViewBox {
    guard !size.isEmpty, width > 0, height > 0 else { return self }
    let unit = max(width / Double(size.width), height / (Double(size.height) * pixelAspect))
    guard unit.isFinite else { return self }
    func around(_ range: ClosedRange<Double>, _ length: Double) -> ClosedRange<Double> {
      let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
      return (middle - length / 2)...(middle + length / 2)
    }
    return ViewBox(
      x: around(x, unit * Double(size.width)),
      y: around(y, unit * Double(size.height) * pixelAspect))
  }

  func contains(_ point: SIMD2<Double>) -> Bool { x.contains(point.x) && y.contains(point.y) }

  /// Where a point lies in a raster of `size`: at its edge, in the direction from the middle, for
  /// one outside; `nil` for what is not finite.
  package func pixel(_ point: SIMD2<Double>, in size: PixelSize) -> (x: Int, y: Int)? {
    guard !size.isEmpty, width > 0, height > 0, point.x.isFinite, point.y.isFinite else {
      return nil
    }
    let middle = SIMD2(x.lowerBound + width / 2, y.lowerBound + height / 2)
    // -1 … 1 in both directions inside.
    var place = (point - middle) / SIMD2(width / 2, height / 2)
    place /= max(1, max(abs(place.x), abs(place.y)))
    func pixel(_ place: Double, _ count: Int) -> Int {
      min(count - 1, Int((place + 1) / 2 * Double(count)))
    }
    return (pixel(place.x, size.width), pixel(-place.y, size.height))
  }
}
