/// The mean over the pixels of every image.
struct SpatialMean: Operation {
  let x: Value
  let result: Value

  var inputs: [Value] { [x] }

  private var factor: Float { 1 / Float(x.shape.pixels) }

  func forward(_ site: Site) {
    let (pixels, channels) = (x.shape.pixels, x.shape.channels)
    site.machine.share(x.shape.batch, work: pixels * channels) { image in
      let out = site[result] + image * channels
      out.update(repeating: 0, count: channels)
      site.floats.pointee.sum_rows(
        out, site[x] + image * pixels * channels, channels, pixels, channels)
      site.floats.pointee.scale(out, factor, out, channels)
    }
  }

  func backward(_ site: Site) {
    let (pixels, channels) = (x.shape.pixels, x.shape.channels)
    let target = site.target(0)!
    nonisolated(unsafe) let place = target.start
    site.machine.share(x.shape.batch, work: 2 * pixels * channels) { image in
      let gradient = site.resultGradient + image * channels
      for pixel in 0..<pixels {
        let out = place + (image * pixels + pixel) * channels
        switch target.mode {
        case .set: site.floats.pointee.scale(out, factor, gradient, channels)
        case .add: site.floats.pointee.combine(out, 1, out, factor, gradient, channels)
        }
      }
    }
  }
}

extension Tape {
  /// One row for every image: the mean of each channel over the pixels.
  public func spatialMean(_ x: Value) -> Value {
    record(TensorShape(batch: x.shape.batch, channels: x.shape.channels)) {
      SpatialMean(x: x, result: $0)
    }
  }
}
