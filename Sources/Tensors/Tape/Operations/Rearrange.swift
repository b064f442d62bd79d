/// The numbers of a sample in another order.
struct Rearrange: Operation {
  let x: Value
  /// For every number of a result's sample, its place in that of x.
  let order: [Int]
  let result: Value

  var inputs: [Value] { [x] }

  func forward(_ site: Site) {
    site.machine.share(x.shape.batch, work: order.count) { sample in
      let (out, source) = (
        site[result] + sample * order.count, site[x] + sample * order.count
      )
      for (place, from) in order.enumerated() { out[place] = source[from] }
    }
  }

  func backward(_ site: Site) {
    guard let target = site.target(0) else { return }
    site.machine.share(x.shape.batch, work: order.count) { sample in
      let out = target.start + sample * order.count
      let gradient = site.resultGradient + sample * order.count
      switch target.mode {
      case .set: for (place, from) in order.enumerated() { out[from] = gradient[place] }
      case .add: for (place, from) in order.enumerated() { out[from] += gradient[place] }
      }
    }
  }
}

extension Tape {
  /// The numbers of every sample in another order and another form.
  /// - Parameters:
  ///   - order: for every number of a sample of the result, its place in a sample of x; each place
  ///     once.
  ///   - height: of the result, as `width` and `channels`.
  public func rearrange(
    _ x: Value, order: [Int], height: Int, width: Int, channels: Int
  ) -> Value {
    let shape = TensorShape(
      batch: x.shape.batch, height: height, width: width, channels: channels)
    precondition(shape.sampleCount == x.shape.sampleCount && order.count == shape.sampleCount)
    precondition(Set(order) == Set(0..<order.count), "every place of a sample, each once")
    return record(shape) { Rearrange(x: x, order: order, result: $0) }
  }
}
