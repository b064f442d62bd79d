/// (a + b) factor
struct Add: Operation {
  let a: Value
  let b: Value
  let factor: Float
  let result: Value

  var inputs: [Value] { [a, b] }
  var replaceableInput: Int? { 0 }
  var inputWithSameGradient: Int? { factor == 1 ? 0 : nil }

  func forward(_ site: Site) {
    site.machine.shareRanges(result.shape.count, by: Site.elementGrain, work: 2) { range in
      site.floats.pointee.combine(
        site[result] + range.lowerBound, factor, site[a] + range.lowerBound, factor,
        site[b] + range.lowerBound, range.count)
    }
  }

  func backward(_ site: Site) {
    for position in 0..<2 {
      guard let target = site.target(position) else { continue }
      site.pass(site.resultGradient, times: factor, count: result.shape.count, to: target)
    }
  }
}

extension Tape {
  /// (a + b) scale
  public func add(_ a: Value, _ b: Value, scale: Float = 1) -> Value {
    precondition(a.shape == b.shape)
    return record(a.shape) { Add(a: a, b: b, factor: scale, result: $0) }
  }
}
