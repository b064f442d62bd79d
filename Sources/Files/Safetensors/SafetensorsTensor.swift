/// What the header of a safetensors file says about one tensor.
public struct SafetensorsTensor: Hashable, Sendable {
  /// May hold any characters.
  public let name: String
  public let type: SafetensorsType
  /// The last index runs fastest; empty for a single number.
  public let shape: [Int]
  /// Its bytes, counted from the end of the header.
  public let range: Range<Int>

  /// Elements.
  public var count: Int { range.count / type.size }
}
