/// Half the height and width by the binomial filter.
struct FilteredDownsample: Operation {
  let x: Value
  let result: Value

  var inputs: [Value] { [x] }

  func forward(_ site: Site) {
    let shape = result.shape
    site.machine.share(
      shape.batch * shape.height, work: 32 * shape.width * shape.channels
    ) { line in
      BinomialFilter.gather(
        Site.Target(start: site[result], mode: .set), shape, from: site[x], x.shape, factor: 1,
        line: line)
    }
  }

  func backward(_ site: Site) {
    let shape = x.shape
    site.machine.share(
      shape.batch * shape.height, work: 8 * shape.width * shape.channels
    ) { line in
      BinomialFilter.spread(
        site.target(0)!, shape, from: site.resultGradient, result.shape, factor: 1, line: line)
    }
  }
}

extension Tape {
  /// Images of half the height and width (rounded down): the filter (1, 3, 3, 1) / 8 along both
  /// axes, then every second pixel.
  public func filteredDownsample(_ x: Value) -> Value {
    record(x.shape.with(height: x.shape.height / 2, width: x.shape.width / 2)) {
      FilteredDownsample(x: x, result: $0)
    }
  }
}
