/// The mean of 2x2 pixels.
struct AveragePool: Operation {
  let x: Value
  let result: Value

  var inputs: [Value] { [x] }

  /// The offset of the first of the four pixels of an output pixel in line `line` of all images.
  private func start(line: Int, column: Int) -> Int {
    let (n, y) = line.quotientAndRemainder(dividingBy: result.shape.height)
    return ((n * x.shape.height + 2 * y) * x.shape.width + 2 * column) * x.shape.channels
  }

  func forward(_ site: Site) {
    let shape = result.shape
    let channels = shape.channels
    let row = x.shape.width * channels
    site.machine.share(shape.batch * shape.height, work: 4 * shape.width * channels) { line in
      for column in 0..<shape.width {
        let out = site[result] + (line * shape.width + column) * channels
        let p = site[x] + start(line: line, column: column)
        for c in 0..<channels {
          out[c] = 0.25 * ((p[c] + p[c + channels]) + (p[c + row] + p[c + row + channels]))
        }
      }
    }
  }

  func backward(_ site: Site) {
    let shape = result.shape
    let channels = shape.channels
    let row = x.shape.width * channels
    nonisolated(unsafe) let place = site.target(0)!.zeroed(from: 0, count: x.shape.count)
    site.machine.share(shape.batch * shape.height, work: 4 * shape.width * channels) { line in
      for column in 0..<shape.width {
        let g = site.resultGradient + (line * shape.width + column) * channels
        let p = place + start(line: line, column: column)
        for c in 0..<channels {
          let quarter = 0.25 * g[c]
          p[c] += quarter
          p[c + channels] += quarter
          p[c + row] += quarter
          p[c + row + channels] += quarter
        }
      }
    }
  }
}

extension Tape {
  /// Images of half the height and width (rounded down): means of 2x2 pixels.
  public func averagePool(_ x: Value) -> Value {
    record(x.shape.with(height: x.shape.height / 2, width: x.shape.width / 2)) {
      AveragePool(x: x, result: $0)
    }
  }
}
