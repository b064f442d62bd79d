import Quickstep

/// A batch of vectors as it stands in a golden file.
public struct GoldenBatch: Equatable, Sendable {
  public let samples: Int
  public let dimension: Int
  /// `samples * dimension` numbers, sample by sample.
  public let values: [Double]

  public init(samples: Int, dimension: Int, values: [Double]) {
    precondition(values.count == samples * dimension)
    self.samples = samples
    self.dimension = dimension
    self.values = values
  }
}

extension JSONCursor {
  /// A list of vectors of one length.
  func batch() throws(FileError) -> GoldenBatch {
    let rows = try array()
    var values: [Double] = []
    var dimension = 0
    for (index, row) in rows.enumerated() {
      let cursor = element(index, of: rows)
      guard let numbers = row.array else { throw cursor.wrongType("a list") }
      if index == 0 { dimension = numbers.count }
      guard numbers.count == dimension else {
        throw cursor.badValue("\(numbers.count) long", needed: "\(dimension) long")
      }
      for (column, number) in numbers.enumerated() {
        guard let number = number.number else {
          throw cursor.element(column, of: numbers).wrongType("a number")
        }
        values.append(number)
      }
    }
    return GoldenBatch(samples: rows.count, dimension: dimension, values: values)
  }

  func batches() throws(FileError) -> [GoldenBatch] {
    let values = try array()
    var batches: [GoldenBatch] = []
    for index in values.indices { batches.append(try element(index, of: values).batch()) }
    return batches
  }
}
