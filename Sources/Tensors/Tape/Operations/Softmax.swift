/// e^x / sum e^x over every row.
struct Softmax: Operation {
  let x: Value
  let result: Value

  var inputs: [Value] { [x] }
  var readByBackward: [Value] { [result] }
  var replaceableInput: Int? { 0 }

  private var columns: Int { x.shape.channels }
  private var grain: Int { max(1, Site.elementGrain / columns) }

  func forward(_ site: Site) {
    site.machine.shareRanges(x.shape.rows, by: grain, work: 20 * columns) { range in
      let first = range.lowerBound * columns
      site.floats.pointee.softmax(site[result] + first, site[x] + first, range.count, columns)
    }
  }

  func backward(_ site: Site) {
    site.machine.shareRanges(x.shape.rows, by: grain, work: 20 * columns) { range in
      let first = range.lowerBound * columns
      site.floats.pointee.softmax_back(
        site.target(0)!.zeroed(from: first, count: range.count * columns),
        site.resultGradient + first, site[result] + first, range.count, columns)
    }
  }
}

extension Tape {
  /// The softmax of every row.
  public func softmax(_ x: Value) -> Value {
    record(x.shape) { Softmax(x: x, result: $0) }
  }
}
