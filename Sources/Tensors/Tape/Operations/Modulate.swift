/// x (1 + s) + t, with numbers s and t of a sample for every channel.
struct Modulate: Operation {
  let x: Value
  let modulation: Value
  let result: Value

  var inputs: [Value] { [x, modulation] }
  var readByBackward: [Value] { inputs }

  private var channels: Int { x.shape.channels }
  private var pixels: Int { x.shape.pixels }

  func forward(_ site: Site) {
    site.machine.share(x.shape.batch, work: 3 * x.shape.sampleCount) { sample in
      let s = site[modulation] + sample * 2 * channels
      let t = s + channels
      var (source, out) = (
        site[x] + sample * x.shape.sampleCount, site[result] + sample * x.shape.sampleCount
      )
      for _ in 0..<pixels {
        for i in 0..<channels { out[i] = source[i] * (1 + s[i]) + t[i] }
        source += channels
        out += channels
      }
    }
  }

  func backward(_ site: Site) {
    let (byX, byModulation) = (site.target(0), site.target(1))
    site.machine.share(x.shape.batch, work: 6 * x.shape.sampleCount) { sample in
      let first = sample * x.shape.sampleCount
      if let byX { passOn(site, sample, to: byX.start + first, byX.mode) }
      guard let byModulation else { return }
      let bySlope = byModulation.zeroed(from: sample * 2 * channels, count: 2 * channels)
      let byShift = bySlope + channels
      var (source, gradient) = (site[x] + first, site.resultGradient + first)
      for _ in 0..<pixels {
        for i in 0..<channels {
          bySlope[i] += gradient[i] * source[i]
          byShift[i] += gradient[i]
        }
        source += channels
        gradient += channels
      }
    }
  }

  private func passOn(_ site: Site, _ sample: Int, to out: Site.Floats, _ mode: Site.Target.Mode) {
    let s = site[modulation] + sample * 2 * channels
    let gradient = site.resultGradient + sample * x.shape.sampleCount
    for pixel in 0..<pixels {
      for i in 0..<channels {
        let place = pixel * channels + i
        let slope = gradient[place] * (1 + s[i])
        switch mode {
        case .set: out[place] = slope
        case .add: out[place] += slope
        }
      }
    }
  }
}

extension Tape {
  /// x (1 + s) + t for every pixel (Perez et al. 2018, FiLM).
  /// - Parameter modulation: for every sample the numbers s of all channels, then the numbers t.
  public func modulate(_ x: Value, by modulation: Value) -> Value {
    precondition(
      modulation.shape == TensorShape(batch: x.shape.batch, channels: 2 * x.shape.channels))
    return record(x.shape) { Modulate(x: x, modulation: modulation, result: $0) }
  }
}
