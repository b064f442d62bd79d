import CKernels

/// The places in memory of one operation of a planned tape.
///
/// The threads at work on an operation use it together; each writes numbers of its own.
final class Site: @unchecked Sendable {
  typealias Floats = UnsafeMutablePointer<Float>

  /// Where the gradient of an input goes.
  struct Target: @unchecked Sendable {
    enum Mode {
      /// The memory holds nothing yet.
      case set
      case add
    }

    let start: Floats
    let mode: Mode
  }

  /// A workspace laid out in memory.
  struct Places {
    let notes: Floats?
    let forward: Floats
    let backward: Floats
    let sizes: Workspace
  }

  let machine: Machine
  let floats: UnsafePointer<ck_float_kernels>
  /// The gradient by the operation's result.
  let resultGradient: Floats
  private let memory: ProgramMemory
  private let targets: [Target?]
  private let places: Places

  init(
    _ machine: Machine, _ memory: ProgramMemory, resultGradient: Floats, targets: [Target?],
    places: Places
  ) {
    self.machine = machine
    floats = machine.kernels.floats
    self.memory = memory
    self.resultGradient = resultGradient
    self.targets = targets
    self.places = places
  }

  /// The numbers of a value; of one with a border, the first of the border.
  subscript(value: Value) -> Floats { memory.values[value.index] }

  func hasBorder(_ value: Value) -> Bool { memory.borders[value.index] }

  /// The canonical values of a parameter.
  subscript(weight: Weight) -> Floats { memory.parameters[weight.index] }

  subscript(packed: Packed) -> Floats { memory.packed[packed.index] }

  subscript(indices: IndexInput) -> UnsafeMutablePointer<Int32> { memory.indices[indices.index] }

  /// Where `backward` adds the gradient by a parameter.
  func gradient(of weight: Weight) -> Floats { memory.parameterGradients[weight.index] }

  /// Where `backward` puts the gradient by the input at a position; nil where nobody wants it.
  func target(_ position: Int) -> Target? { targets[position] }

  /// Written by `forward` and read by `backward`; nil where there is no backward pass.
  var notes: Floats? { places.notes }

  var forwardScratch: Floats { places.forward }
  var backwardScratch: Floats { places.backward }

  /// Calls `body` with scratch memory that no other thread uses meanwhile.
  func withForwardSlot(_ body: (Floats) -> Void) {
    let first = places.forward + places.sizes.forwardShared
    machine.withSlot { body(first + $0 * places.sizes.forwardPerThread) }
  }

  func withBackwardSlot(_ body: (Floats) -> Void) {
    let first = places.backward + places.sizes.backwardShared
    machine.withSlot { body(first + $0 * places.sizes.backwardPerThread) }
  }
}
