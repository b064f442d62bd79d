/// The gradient of a loss with respect to parameters, summed over runs of `Tape.backward` until
/// `clear`. Tapes of several batch sizes may add to the same gradients.
public final class Gradients {
  private var buffers: [ObjectIdentifier: (parameter: Parameter, buffer: FloatBuffer)] = [:]

  public init() {}

  /// The gradient in the parameter's own layout; zero where no loss reaches it.
  public subscript(parameter: Parameter) -> FloatBuffer {
    let key = ObjectIdentifier(parameter)
    if let found = buffers[key] { return found.buffer }
    let buffer = FloatBuffer(count: parameter.count)
    buffers[key] = (parameter, buffer)
    return buffer
  }

  /// Sets every gradient to zero.
  public func clear() {
    for (_, buffer) in buffers.values {
      buffer.start.update(repeating: 0, count: buffer.count)
    }
  }
}
