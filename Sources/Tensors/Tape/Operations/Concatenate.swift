/// The channels of a, then those of b.
struct Concatenate: Operation {
  let a: Value
  let b: Value
  let result: Value

  var inputs: [Value] { [a, b] }

  private static let grain = 64

  func forward(_ site: Site) {
    let (first, second) = (a.shape.channels, b.shape.channels)
    let all = first + second
    site.machine.shareRanges(a.shape.rows, by: Self.grain, work: all) { rows in
      var out = site[result] + rows.lowerBound * all
      var (x, y) = (site[a] + rows.lowerBound * first, site[b] + rows.lowerBound * second)
      for _ in rows {
        out.update(from: x, count: first)
        (out + first).update(from: y, count: second)
        out += all
        x += first
        y += second
      }
    }
  }

  func backward(_ site: Site) {
    let all = result.shape.channels
    for (position, start) in [(0, 0), (1, a.shape.channels)] {
      guard let target = site.target(position) else { continue }
      nonisolated(unsafe) let place = target.start
      let channels = inputs[position].shape.channels
      site.machine.shareRanges(a.shape.rows, by: Self.grain, work: channels) { rows in
        for row in rows {
          let gradient = site.resultGradient + row * all + start
          let out = place + row * channels
          switch target.mode {
          case .set: out.update(from: gradient, count: channels)
          case .add: site.floats.pointee.combine(out, 1, out, 1, gradient, channels)
          }
        }
      }
    }
  }
}

extension Tape {
  /// Images with the channels of a, followed by those of b.
  public func concatenate(_ a: Value, _ b: Value) -> Value {
    let channels = a.shape.channels + b.shape.channels
    precondition(a.shape.with(channels: channels) == b.shape.with(channels: channels))
    return record(a.shape.with(channels: channels)) { Concatenate(a: a, b: b, result: $0) }
  }
}
