/// A function of every number.
struct Activate: Operation {
  let x: Value
  let activation: Activation
  let result: Value

  var inputs: [Value] { [x] }
  var readByBackward: [Value] { [x] }
  var replaceableInput: Int? { 0 }

  func forward(_ site: Site) {
    site.machine.shareRanges(x.shape.count, by: Site.elementGrain, work: 20) { range in
      site.floats.pointee.activate(
        site[result] + range.lowerBound, site[x] + range.lowerBound, range.count,
        activation.kernel)
    }
  }

  func backward(_ site: Site) {
    site.machine.shareRanges(x.shape.count, by: Site.elementGrain, work: 20) { range in
      let target = site.target(0)!.zeroed(from: range.lowerBound, count: range.count)
      site.floats.pointee.activate_back(
        target, site.resultGradient + range.lowerBound, site[x] + range.lowerBound, range.count,
        activation.kernel)
    }
  }
}

extension Tape {
  /// The activation of every number.
  public func activation(_ x: Value, _ activation: Activation) -> Value {
    record(x.shape) { Activate(x: x, activation: activation, result: $0) }
  }
}
