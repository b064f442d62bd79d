/// x factor
struct Scale: Operation {
  let x: Value
  let factor: Float
  let result: Value

  var inputs: [Value] { [x] }
  var replaceableInput: Int? { 0 }

  func forward(_ site: Site) {
    site.machine.shareRanges(x.shape.count, by: Site.elementGrain, work: 2) { range in
      site.floats.pointee.scale(
        site[result] + range.lowerBound, factor, site[x] + range.lowerBound, range.count)
    }
  }

  func backward(_ site: Site) {
    site.pass(
      site.resultGradient, times: factor, count: x.shape.count, to: site.target(0)!)
  }
}

extension Tape {
  /// x factor
  public func scale(_ x: Value, by factor: Float) -> Value {
    record(x.shape) { Scale(x: x, factor: factor, result: $0) }
  }
}
