import Synchronization

/// The forms of a network's parameters that inference needs, packed once and shared by its tapes.
///
/// It may be shared between threads.
public final class PackedWeights: Sendable {
  /// What becomes of a parameter's canonical values when a tape needs packed forms of it only.
  public enum CanonicalValues: Sendable {
    case kept
    /// Their memory is given back. Every later tape must need the same forms, as tapes of the
    /// same network at other batch sizes do.
    case released
  }

  private struct Key: Hashable {
    let parameter: ObjectIdentifier
    let form: PackedForm
    /// The width of registers decides about the layout.
    let instructionSet: InstructionSet
  }

  /// Buffers are written before they are stored here and only read afterwards; the parameters
  /// are kept so that their identities stay theirs.
  private struct Entry: @unchecked Sendable {
    let parameter: Parameter
    let buffer: FloatBuffer
  }

  private let canonicalValues: CanonicalValues
  private let entries = Mutex<[Key: Entry]>([:])

  public init(canonicalValues: CanonicalValues = .kept) {
    self.canonicalValues = canonicalValues
  }

  /// Floats that the packed forms take.
  public var count: Int { entries.withLock { $0.values.reduce(0) { $0 + $1.buffer.count } } }

  /// The packed form, made now if it is new.
  func form(_ form: PackedForm, of parameter: Parameter, on machine: Machine)
    -> UnsafeMutablePointer<Float>
  {
    let key = Key(
      parameter: ObjectIdentifier(parameter), form: form,
      instructionSet: machine.kernels.instructionSet)
    let entry = entries.withLock { entries in
      if let found = entries[key] { return found }
      let buffer = FloatBuffer(
        count: form.count(parameter.dimensions, machine.kernels), lifetime: .long)
      form.pack(parameter.values.start, parameter.dimensions, into: buffer.start, on: machine)
      let entry = Entry(parameter: parameter, buffer: buffer)
      entries[key] = entry
      return entry
    }
    return entry.buffer.start
  }

  /// Says that a tape needs no more than packed forms of the parameter.
  func finished(with parameter: Parameter) {
    if canonicalValues == .released { parameter.releaseValues() }
  }
}
