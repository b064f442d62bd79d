/// Every pixel four times.
struct Upsample: Operation {
  let x: Value
  let result: Value

  var inputs: [Value] { [x] }
  var bordersResult: Bool { true }

  func forward(_ site: Site) {
    let shape = x.shape
    let channels = shape.channels
    let border = site.hasBorder(result) ? 1 : 0
    let row = (2 * shape.width + 2 * border) * channels
    let image = row * (2 * shape.height + 2 * border)
    if border == 1 {
      for n in 0..<shape.batch {
        site.floats.pointee.clear_border(
          site[result] + n * image, 2 * shape.height, 2 * shape.width, channels)
      }
    }
    site.machine.share(shape.batch * shape.height, work: 4 * shape.width * channels) { line in
      let (n, y) = line.quotientAndRemainder(dividingBy: shape.height)
      let start = site[result] + n * image + (2 * y + border) * row + border * channels
      var source = site[x] + line * shape.width * channels
      var out = start
      for _ in 0..<shape.width {
        out.update(from: source, count: channels)
        (out + channels).update(from: source, count: channels)
        out += 2 * channels
        source += channels
      }
      (start + row).update(from: start, count: 2 * shape.width * channels)
    }
  }

  func backward(_ site: Site) {
    let shape = x.shape
    let channels = shape.channels
    let row = 2 * shape.width * channels
    let target = site.target(0)!
    nonisolated(unsafe) let place = target.start
    site.machine.share(shape.batch * shape.height, work: 4 * shape.width * channels) { line in
      for column in 0..<shape.width {
        let out = place + (line * shape.width + column) * channels
        let g = site.resultGradient + 2 * line * row + 2 * column * channels
        if target.mode == .set { out.update(repeating: 0, count: channels) }
        for c in 0..<channels {
          out[c] += (g[c] + g[c + channels]) + (g[c + row] + g[c + row + channels])
        }
      }
    }
  }
}

extension Tape {
  /// Images of twice the height and width, to nearest.
  public func upsample(_ x: Value) -> Value {
    record(x.shape.with(height: 2 * x.shape.height, width: 2 * x.shape.width)) {
      Upsample(x: x, result: $0)
    }
  }
}
