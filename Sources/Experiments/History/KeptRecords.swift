/// The numbers of a run's records: one row a record, one column a statistic.
public struct KeptRecords: Hashable, Sendable {
  /// The names of the statistics.
  public let names: [String]
  /// Their units, empty where there is none.
  public let units: [String]
  /// Row by row; NaN where a record has no value.
  public let values: [Double]

  /// The most rows that are kept.
  public static let limit = 1000

  public init(names: [String], units: [String], values: [Double]) {
    precondition(names.count == units.count && (names.isEmpty || values.count % names.count == 0))
    self.names = names
    self.units = units
    self.values = values
  }

  /// Of more than `limit` records as many are taken, evenly spaced, the first and last among them.
  public init(_ outline: RunOutline, _ records: [RunRecord]) {
    let taken =
      records.count <= Self.limit
      ? records
      : (0..<Self.limit).map { records[$0 * (records.count - 1) / (Self.limit - 1)] }
    self.init(
      names: outline.statistics.map(\.name), units: outline.statistics.map(\.statistic.unit),
      values: taken.flatMap { $0.values.map { $0 ?? .nan } })
  }

  public var count: Int { names.isEmpty ? 0 : values.count / names.count }

  public subscript(row: Int) -> ArraySlice<Double> {
    values[row * names.count..<(row + 1) * names.count]
  }
}
