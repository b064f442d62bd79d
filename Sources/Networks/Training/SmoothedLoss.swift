/// A moving average of losses: of all so far, then with a memory of about `length` steps.
public struct SmoothedLoss: Hashable, Sendable {
  public private(set) var value = 0.0
  private let length: Int
  private var count = 0

  /// Whether nothing was added yet.
  public var isEmpty: Bool { count == 0 }

  public init(length: Int = 100) { self.length = length }

  public mutating func add(_ loss: Float) {
    count += 1
    value += (Double(loss) - value) / Double(min(count, length))
  }
}
