/// Numbers with a shape, the last index running fastest.
public struct NumberArray: Equatable, Sendable {
  public let shape: [Int]
  public let values: [Double]

  public init(shape: [Int], values: [Double]) {
    precondition(product(shape) == values.count)
    self.shape = shape
    self.values = values
  }
}
