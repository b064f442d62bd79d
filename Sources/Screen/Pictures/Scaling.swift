extension PixelSize {
  /// The largest size with this one's proportions inside `place`.
  ///
  /// Enlarging goes by a whole factor where that costs at most a quarter of the length, so that all
  /// pixels come out equally large.
  /// - Parameter pixelAspect: height over width of one of the place's pixels.
  public func fitted(into place: PixelSize, pixelAspect: Double = 1) -> PixelSize {
    guard !isEmpty, !place.isEmpty else { return PixelSize(width: 0, height: 0) }
    var scale = min(
      Double(place.width) / Double(width), Double(place.height) * pixelAspect / Double(height))
    // With pixels twice as high as wide only even factors are whole in both directions.
    let unit = max(1, pixelAspect.rounded())
    let whole = (scale / unit).rounded(.down) * unit
    if whole >= unit, whole >= 0.75 * scale { scale = whole }
    let fittedWidth = Int((Double(width) * scale).rounded())
    let fittedHeight = Int((Double(height) * scale / pixelAspect).rounded())
    return PixelSize(
      width: min(place.width, max(1, fittedWidth)), height: min(place.height, max(1, fittedHeight)))
  }
}

extension Plane {
  /// Every pixel of the result takes the pixel that lies under its place.
  func nearest(_ size: PixelSize) -> Plane {
    guard !size.isEmpty, width > 0, height > 0 else {
      return Plane(width: 0, height: 0, pixels: [])
    }
    let columns = (0..<size.width).map { $0 * width / size.width }
    var result: [Pixel] = []
    result.reserveCapacity(size.width * size.height)
    pixels.withUnsafeBufferPointer { source in
      for y in 0..<size.height {
        let row = y * height / size.height * width
        for column in columns { result.append(source[row + column]) }
      }
    }
    return Plane(width: size.width, height: size.height, pixels: result)
  }
}

extension Picture {
  /// The picture at another size: pixels repeated where it grows, averaged where it shrinks.
  func scaled(to size: PixelSize) -> Picture {
    if size == self.size { return self }
    let grows = size.width >= width && size.height >= height
    return grows || size.isEmpty || self.size.isEmpty ? nearest(size) : averaged(size)
  }

  /// Every pixel of the result is the mean over the area under its place.
  private func averaged(_ size: PixelSize) -> Picture {
    let columns = Span.all(count: size.width, over: width)
    let rows = Span.all(count: size.height, over: height)
    var result: [RGB] = []
    result.reserveCapacity(size.width * size.height)
    pixels.withUnsafeBufferPointer { source in
      for row in rows {
        for column in columns {
          var sum = SIMD4<Float>.zero
          for y in row.range {
            var lineSum = SIMD4<Float>.zero
            for x in column.range {
              let p = source[y * width + x]
              lineSum +=
                SIMD4(Float(p.red), Float(p.green), Float(p.blue), 0) * column.weight(of: x)
            }
            sum += lineSum * row.weight(of: y)
          }
          let mean = (sum / (row.length * column.length)).rounded(.toNearestOrAwayFromZero)
          let clipped = mean.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
          result.append(RGB(UInt8(clipped[0]), UInt8(clipped[1]), UInt8(clipped[2])))
        }
      }
    }
    return Picture(width: size.width, height: size.height, pixels: result)
  }

  /// The source pixels under one target pixel along one axis.
  private struct Span {
    var start: Float
    var end: Float
    var range: Range<Int>

    var length: Float { end - start }

    /// How much of source pixel `index` lies under the target pixel, 0 to 1.
    func weight(of index: Int) -> Float {
      min(end, Float(index + 1)) - max(start, Float(index))
    }

    static func all(count: Int, over length: Int) -> [Span] {
      (0..<count).map { index in
        let start = Float(index) * Float(length) / Float(count)
        let end = Float(index + 1) * Float(length) / Float(count)
        let first = min(Int(start), length - 1)
        let last = min(length, max(first + 1, Int(end.rounded(.up))))
        return Span(start: start, end: end, range: first..<last)
      }
    }
  }
}
