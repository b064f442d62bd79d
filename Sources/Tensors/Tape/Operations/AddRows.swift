/// Rows of a table added to the pixels of every sample.
struct AddRows: Operation {
  let x: Value
  let table: Weight
  /// For every pixel of a sample.
  let rows: [Int]
  let result: Value

  var inputs: [Value] { [x] }
  var weights: [Weight] { [table] }
  var replaceableInput: Int? { 0 }
  var inputWithSameGradient: Int? { 0 }

  private var width: Int { x.shape.channels }

  func forward(_ site: Site) {
    site.machine.share(x.shape.batch, work: 2 * x.shape.sampleCount) { sample in
      let first = sample * x.shape.sampleCount
      for (pixel, row) in rows.enumerated() {
        let place = first + pixel * width
        site.floats.pointee.combine(
          site[result] + place, 1, site[x] + place, 1, site[table] + row * width, width)
      }
    }
  }

  func backward(_ site: Site) {
    if let target = site.target(0) {
      site.pass(site.resultGradient, count: x.shape.count, to: target)
    }
    let byTable = site.gradient(of: table)
    for sample in 0..<x.shape.batch {
      let gradient = site.resultGradient + sample * x.shape.sampleCount
      for (pixel, row) in rows.enumerated() {
        let out = byTable + row * width
        site.floats.pointee.combine(out, 1, out, 1, gradient + pixel * width, width)
      }
    }
  }
}

extension Tape {
  /// x with a row of a table added to each pixel, the same ones in every sample.
  /// - Parameters:
  ///   - table: [rows][channels].
  ///   - rows: one for every pixel.
  public func add(_ x: Value, rows: [Int], of table: Parameter) -> Value {
    precondition(table.dimensions.count == 2 && table.dimensions[1] == x.shape.channels)
    precondition(rows.count == x.shape.pixels)
    precondition(rows.allSatisfy { (0..<table.dimensions[0]).contains($0) })
    let table = record { $0.canonical(table) }
    return record(x.shape) { AddRows(x: x, table: table, rows: rows, result: $0) }
  }
}
