extension Tape {
  /// Copies numbers into an input.
  public func write(_ input: Value, from numbers: UnsafeBufferPointer<Float>) {
    precondition(recording.values[input.index].isInput && numbers.count == input.shape.count)
    program.memory.values[input.index].update(from: numbers.baseAddress!, count: numbers.count)
  }

  public func write(_ input: Value, from numbers: [Float]) {
    numbers.withUnsafeBufferPointer { write(input, from: $0) }
  }

  /// Copies whole numbers into an index input; the operations that read them say what range
  /// they must have.
  public func write(_ input: IndexInput, from numbers: [Int32]) {
    precondition(numbers.count == input.count)
    numbers.withUnsafeBufferPointer {
      program.memory.indices[input.index].update(from: $0.baseAddress!, count: $0.count)
    }
  }

  /// Lets `body` fill an input in place.
  public func withInput<R>(
    _ input: Value, _ body: (UnsafeMutableBufferPointer<Float>) throws -> R
  ) rethrows -> R {
    precondition(recording.values[input.index].isInput)
    let start = program.memory.values[input.index]
    return try body(UnsafeMutableBufferPointer(start: start, count: input.shape.count))
  }

  /// Lets `body` read a value after a run: an input, one that nothing else reads, or a kept one.
  public func withValue<R>(
    _ value: Value, _ body: (UnsafeBufferPointer<Float>) throws -> R
  ) rethrows -> R {
    precondition(program.isReadable(value), "only results and kept values can be read")
    let start = program.memory.values[value.index]
    return try body(UnsafeBufferPointer(start: start, count: value.shape.count))
  }

  /// The numbers of a value after a run.
  public func read(_ value: Value) -> [Float] {
    withValue(value) { Array($0) }
  }

  /// Computes every value from the inputs and the present values of the parameters.
  ///
  /// For inference the packed weights are those of the first run.
  public func forward() {
    program.forward()
  }

  /// After `forward`: computes the gradient of a loss and adds that by the parameters to the
  /// gradients the tape was made with.
  /// - Parameter loss: one that nothing else reads. Where it holds several numbers, their sum
  ///   is meant.
  public func backward(from loss: Value) {
    program.backward(from: loss) { $0.update(repeating: 1) }
  }

  /// After `forward`: the same for a loss that is computed outside.
  /// - Parameters:
  ///   - value: what the loss is of; nothing else reads it.
  ///   - seed: the gradient of the loss by it.
  public func backward(from value: Value, seed: UnsafeBufferPointer<Float>) {
    precondition(seed.count == value.shape.count, "a gradient has a number for each of the value")
    program.backward(from: value) { _ = $0.update(fromContentsOf: seed) }
  }

  /// After `backward`: the gradient by a variable.
  public func readGradient(_ variable: Value) -> [Float] {
    let start = program.gradient(of: variable)
    return Array(UnsafeBufferPointer(start: start, count: variable.shape.count))
  }

  /// The names of the recorded operations.
  package var operationNames: [String] {
    recording.operations.map { String(describing: type(of: $0)) }
  }

  /// Bytes of the memory that values, gradients and scratch will share; not yet taken by this.
  public var plannedMemory: Int {
    Program.plannedFloats(recording, on: machine) * MemoryLayout<Float>.stride
  }

  /// Bytes of the memory that values, gradients and scratch share.
  public var memorySize: Int { program.memory.arena.count * MemoryLayout<Float>.stride }
}
