/// y = activation(x W + b + added), over rows.
///
/// A program runs it as a `LinearChain`.
struct Linear {
  let x: Value
  let weight: Weight
  let bias: Weight?
  let added: Value?
  let activation: Activation
  let result: Value
  /// W, and its transpose where the gradient by x is wanted.
  let packed: Packed
  let packedBack: Packed?

  var inputs: Int { x.shape.channels }
  var outputs: Int { result.shape.channels }
  var rows: Int { x.shape.rows }
}

extension Tape {
  /// activation(x W + b + added), over the channels of every row.
  /// - Parameters:
  ///   - weight: W, [in][out].
  ///   - bias: b, [out].
  ///   - added: a residual, shaped as the result.
  public func linear(
    _ x: Value, _ weight: Parameter, bias: Parameter? = nil, activation: Activation = .none,
    adding added: Value? = nil
  ) -> Value {
    let dimensions = weight.dimensions
    precondition(
      dimensions.last.map { $0 * x.shape.channels } == weight.count,
      "\(weight.name) does not fit \(x.shape)")
    let shape = x.shape.with(channels: dimensions.last!)
    precondition(bias.map { $0.count == shape.channels } ?? true)
    precondition(added.map { $0.shape == shape } ?? true)
    let known = self.weight(weight)
    let packed = self.packed(known, .matrix)
    let packedBack = wantsGradient(x) ? self.packed(known, .transposed, for: .backward) : nil
    let bias = bias.map { parameter in record { $0.canonical(parameter) } }
    return record(shape) {
      LinearChain([
        Linear(
          x: x, weight: known, bias: bias, added: added, activation: activation, result: $0,
          packed: packed, packedBack: packedBack)
      ])
    }
  }
}
