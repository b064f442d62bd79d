/// Rows of a table.
struct Embedding: Operation {
  let table: Weight
  let rows: IndexInput
  let result: Value

  var inputs: [Value] { [] }
  var weights: [Weight] { [table] }

  func forward(_ site: Site) {
    let width = result.shape.channels
    for position in 0..<rows.count {
      (site[result] + position * width).update(
        from: site[table] + row(position, site) * width, count: width)
    }
  }

  func backward(_ site: Site) {
    let width = result.shape.channels
    for position in 0..<rows.count {
      let out = site.gradient(of: table) + row(position, site) * width
      site.floats.pointee.combine(
        out, 1, out, 1, site.resultGradient + position * width, width)
    }
  }

  private func row(_ position: Int, _ site: Site) -> Int {
    let row = Int(site[rows][position])
    let count = table.count / result.shape.channels
    precondition((0..<count).contains(row), "the table has no row \(row)")
    return row
  }
}

extension Tape {
  /// One row of the table for every index.
  /// - Parameters:
  ///   - table: [rows][width].
  ///   - rows: below the number of rows, not negative.
  public func embedding(_ table: Parameter, rows: IndexInput) -> Value {
    precondition(table.dimensions.count == 2)
    let width = table.dimensions[1]
    let table = record { $0.canonical(table) }
    return record(TensorShape(batch: rows.count, channels: width)) {
      Embedding(table: table, rows: rows, result: $0)
    }
  }
}
