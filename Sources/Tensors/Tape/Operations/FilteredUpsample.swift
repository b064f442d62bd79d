/// Twice the height and width by the binomial filter.
struct FilteredUpsample: Operation {
  let x: Value
  let result: Value

  var inputs: [Value] { [x] }

  func forward(_ site: Site) {
    let shape = result.shape
    site.machine.share(
      shape.batch * shape.height, work: 8 * shape.width * shape.channels
    ) { line in
      BinomialFilter.spread(
        Site.Target(start: site[result], mode: .set), shape, from: site[x], x.shape, factor: 4,
        line: line)
    }
  }

  func backward(_ site: Site) {
    let shape = x.shape
    site.machine.share(
      shape.batch * shape.height, work: 32 * shape.width * shape.channels
    ) { line in
      BinomialFilter.gather(
        site.target(0)!, shape, from: site.resultGradient, result.shape, factor: 4, line: line)
    }
  }
}

extension Tape {
  /// Images of twice the height and width: zeros between the pixels, then the filter
  /// (1, 3, 3, 1) / 4 along both axes.
  public func filteredUpsample(_ x: Value) -> Value {
    record(x.shape.with(height: 2 * x.shape.height, width: 2 * x.shape.width)) {
      FilteredUpsample(x: x, result: $0)
    }
  }
}
