/// What a finished run leaves, beside what it told.
public struct Product: Sendable {
  /// What the numbers are.
  public enum Kind: Sendable {
    /// Quantities.
    case amounts
    /// Numbers of names, of which any two are as different as any others.
    case names
  }

  /// One word: "samples".
  public let name: String
  public let kind: Kind
  /// Of an array whose first axis counts the samples.
  public let shape: [Int]
  /// Row by row.
  public let values: [Double]

  public init(_ name: String, shape: [Int], of kind: Kind = .amounts, _ values: [Double]) {
    self.name = name
    self.kind = kind
    self.shape = shape
    self.values = values
  }
}

/// Values of a statistic that are measured after their steps, on a thread of their own.
public struct LateStatistic: Sendable {
  public let name: String
  /// What it is, in words: "error to the exact path".
  public let title: String
  /// What is done to find it: "solving the exact path".
  public let doing: String
  /// Record by record from the start; `nil` where undefined. Throws why there are none.
  public let measure: @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws -> [Double?]
  /// Previews that show more once it is measured; `nil` where there are none.
  public let previews: (@Sendable () -> LatePreviews)?

  public init(
    _ name: String, title: String, doing: String,
    previews: (@Sendable () -> LatePreviews)? = nil,
    measure: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws -> [Double?]
  ) {
    self.name = name
    self.title = title
    self.doing = doing
    self.previews = previews
    self.measure = measure
  }
}

/// Previews of one kind that take the place of earlier ones.
public struct LatePreviews: Sendable {
  /// The name of their kind.
  public let kind: String
  /// Record by record from the start.
  public let records: [Preview?]

  public init(_ kind: String, _ records: [Preview?]) {
    self.kind = kind
    self.records = records
  }
}
