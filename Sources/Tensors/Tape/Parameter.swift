/// A named array that training changes, shared by the tapes of a network.
///
/// Layouts: a linear layer's weight is [in][out]; a convolution's [row][column][in][out]; vectors
/// as they are; an embedding table [rows][width].
public final class Parameter: @unchecked Sendable {
  // `Sendable` because `values` change only between runs of the tapes that use them: the owner
  // of a network sees to that.

  public let name: String
  public let dimensions: [Int]
  private var buffer: FloatBuffer?

  /// All values are zero.
  public init(name: String, dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 > 0 })
    self.name = name
    self.dimensions = dimensions
    buffer = FloatBuffer(count: dimensions.reduce(1, *), lifetime: .long)
  }

  /// - Parameter values: in the canonical layout, as many as the product of `dimensions`.
  public convenience init(name: String, dimensions: [Int], values: [Float]) {
    self.init(name: name, dimensions: dimensions)
    precondition(values.count == count)
    _ = self.values.mutableValues.update(fromContentsOf: values)
  }

  /// - Parameter values: kept by somebody else, who may change them between runs.
  package init(name: String, dimensions: [Int], sharing values: FloatBuffer) {
    precondition(values.count == dimensions.reduce(1, *))
    self.name = name
    self.dimensions = dimensions
    buffer = values
  }

  public var count: Int { dimensions.reduce(1, *) }

  /// The canonical values. Not to be called after they were released.
  public var values: FloatBuffer {
    guard let buffer else { preconditionFailure("the values of \(name) were released") }
    return buffer
  }

  /// Whether the canonical values are still there; see `PackedWeights`.
  public var hasValues: Bool { buffer != nil }

  /// Gives the memory of the canonical values back, where only packed forms are needed further.
  func releaseValues() { buffer = nil }
}
