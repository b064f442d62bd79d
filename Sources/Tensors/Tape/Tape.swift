/// A program of operations on tensors: recorded once for the shapes of its inputs, then run many
/// times, forward and, when it was made for training, backward.
///
/// ```swift
/// let tape = Tape(kernels: kernels, purpose: .training(gradients))
/// let x = tape.input(TensorShape(batch: 64, channels: 2))
/// let target = tape.input(TensorShape(batch: 64, channels: 2))
/// let hidden = tape.linear(x, first, bias: firstBias, activation: .silu)
/// let loss = tape.meanSquaredError(tape.linear(hidden, second, bias: secondBias), target)
/// tape.write(x, from: points)
/// tape.write(target, from: noise)
/// tape.forward()
/// tape.backward(from: loss)
/// optimizer.step(gradients)
/// ```
///
/// The first run lays out the memory; later runs allocate nothing, and nothing can be recorded
/// any more. Bits depend neither on the number of threads nor on the purpose, and the row of a
/// sample not on the other samples of its batch. NaN and infinity pass through.
///
/// A tape belongs to one task at a time. Misuse (shapes that do not fit, recording after a run)
/// is a programming error and stops the program.
public final class Tape {
  public enum Purpose {
    /// Forward only. Memory is used again as soon as a value has been read for the last time:
    /// only inputs, values that nothing reads, and kept values can be read after a run.
    case inference(PackedWeights)
    /// Forward and backward; gradients by parameters are added to these.
    case training(Gradients)
  }

  public let kernels: Kernels
  public let purpose: Purpose

  private(set) var recording = Recording()
  private var plannedProgram: Program?
  private let worthSharing: Int

  public convenience init(kernels: Kernels, purpose: Purpose) {
    // Some microseconds: below that, it takes longer until another thread has joined.
    self.init(kernels: kernels, purpose: purpose, worthSharing: 250_000)
  }

  /// - Parameter worthSharing: the arithmetic operations of a loop from which on the threads of
  ///   the pool share it.
  package init(kernels: Kernels, purpose: Purpose, worthSharing: Int) {
    self.kernels = kernels
    self.purpose = purpose
    self.worthSharing = worthSharing
  }

  var isTraining: Bool {
    if case .training = purpose { true } else { false }
  }

  /// The planned program, made on first use.
  var program: Program {
    if let plannedProgram { return plannedProgram }
    let program = Program(recording, on: machine, purpose: purpose)
    plannedProgram = program
    return program
  }

  var machine: Machine { Machine(kernels, worthSharing: worthSharing) }

  /// Changes the recording, while that is still possible.
  func record<R>(_ change: (inout Recording) -> R) -> R {
    precondition(plannedProgram == nil, "a tape that has run records no more")
    return change(&recording)
  }

  /// Records an operation.
  /// - Parameters:
  ///   - shape: of the result.
  ///   - make: the operation with this result.
  func record(_ shape: TensorShape, _ make: (Value) -> any Operation) -> Value {
    let isTraining = isTraining
    return record { recording in
      let result = recording.addValue(shape)
      let operation = make(result)
      recording.operations.append(operation)
      recording.values[result.index].wantsGradient =
        isTraining
        && (!operation.weights.isEmpty
          || operation.inputs.contains { recording.values[$0.index].wantsGradient })
      return result
    }
  }

  /// Whether the gradient by a value is needed.
  func wantsGradient(_ value: Value) -> Bool { recording.values[value.index].wantsGradient }

  func weight(_ parameter: Parameter) -> Weight { record { $0.weight(parameter) } }

  func packed(_ weight: Weight, _ form: PackedForm, for pass: Recording.Pass = .forward) -> Packed {
    record { $0.packed(weight, form, for: pass) }
  }
}

extension Tape {
  /// Numbers that are written before a run. They stay until they are written again.
  public func input(_ shape: TensorShape) -> Value {
    record { recording in
      let value = recording.addValue(shape)
      recording.values[value.index].isInput = true
      return value
    }
  }

  /// An input whose gradient is wanted, too; see `readGradient`.
  public func variable(_ shape: TensorShape) -> Value {
    let isTraining = isTraining
    return record { recording in
      let value = recording.addValue(shape)
      recording.values[value.index].isInput = true
      recording.values[value.index].wantsGradient = isTraining
      return value
    }
  }

  /// Whole numbers that are written before a run.
  public func indices(count: Int) -> IndexInput {
    precondition(count >= 1)
    return record { recording in
      recording.indexCounts.append(count)
      return IndexInput(index: recording.indexCounts.count - 1, count: count)
    }
  }

  /// Makes a value readable after a run although something else reads it as well.
  public func keep(_ value: Value) {
    record { $0.values[value.index].isKept = true }
  }
}
