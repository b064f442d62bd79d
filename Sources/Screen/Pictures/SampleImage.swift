import Quickstep

extension PictureSurface {
  /// Picture samples (rows of -1 black … 1 white) in a grid that suits `rect`.
  public func image(
    ofSamples values: some RandomAccessCollection<Double>, width: Int, height: Int, channels: Int,
    in rect: Rect
  ) -> Image {
    let size = width * height * channels
    let samples = (0..<values.count / size).map { index in
      values.dropFirst(index * size).prefix(size).map(brightness)
    }
    guard channels == 3 else {
      // Of two channels, or more than three, the first is shown.
      return grid(
        ofGreys: samples.map { sample in
          Plane(
            width: width, height: height,
            pixels: (0..<width * height).map { sample[$0 * channels] })
        }, in: rect)
    }
    return grid(
      of: samples.map { bytes in
        let pixels = stride(from: 0, to: size, by: 3).map {
          RGB(bytes[$0], bytes[$0 + 1], bytes[$0 + 2])
        }
        return Picture(width: width, height: height, pixels: pixels)
      }, in: rect)
  }
}

/// -1 … 1 as 0 … 255; what is not a number is black.
private func brightness(_ value: Double) -> UInt8 {
  value > -1 ? UInt8(min(255, ((min(value, 1) + 1) * 127.5).rounded())) : 0
}

extension ViewBox {
  /// The box around points of a 2-D model, with some room; the first two numbers of each row.
  public init(around values: [Double], dimensions: Int) {
    var reach = 1.0
    for start in stride(from: 0, to: values.count - 1, by: max(2, dimensions)) {
      for value in values[start..<start + 2] where value.isFinite { reach = max(reach, abs(value)) }
    }
    self.init(x: -1.1 * reach...1.1 * reach, y: -1.1 * reach...1.1 * reach)
  }
}
