import Glibc
import Tensors

/// The heights h with which the cells of <z, y_i> + h_i have equal measure under standard normals z:
/// the map z -> y_i of the cell is then the one that moves the noise least (semi-discrete optimal
/// transport, Brenier's theorem).
///
/// They minimise E max_i (<z, y_i> + h_i) - mean h, whose gradient is the measure of each cell less
/// 1/n, counted on m draws; its noise floor is about sqrt(1/m).
struct BrenierPotential: Sendable {
  struct Settings: Hashable, Sendable {
    /// Draws for each point, at first.
    var draws: Double
    var rate: Double
    var iterations: Int
  }

  let cells: PowerCells
  private(set) var heights: [Float]
  /// |g|, of the heights that are kept.
  private(set) var gradient = Double.infinity
  /// Cells without a draw, and the share of the largest, with the heights that are kept.
  private(set) var empty = 0
  private(set) var largest = 0.0

  /// Steps without a better gradient after which more is drawn, and how often.
  private static let patience = 50, mostDoublings = 3
  private static let near = 8e-4

  /// - Parameter progress: told the share that is done at most; what it throws ends the work.
  init(
    learning points: [Double], dimension: Int, _ settings: Settings, seed: UInt64,
    with kernels: Kernels, progress: (Double) throws -> Void
  ) throws {
    cells = PowerCells(points, dimension: dimension, with: kernels)
    let n = cells.count
    heights = Array(repeating: 0, count: n)
    var h = [Double](repeating: 0, count: n), momentum = h, square = h
    var draws = max(1, Int((settings.draws * Double(n)).rounded()))
    var rate = settings.rate
    var best = Double.infinity, idle = 0, doublings = 0
    for iteration in 0..<settings.iterations {
      try progress(Double(iteration) / Double(settings.iterations))
      let counts = Self.counts(
        cells, h.map(Float.init), draws, NoiseKey(transport: seed, step: UInt32(iteration)), kernels
      )
      let g = counts.map { Double($0) / Double(draws) - 1 / Double(n) }
      let norm = sqrt(g.reduce(0) { $0 + $1 * $1 })
      if norm < best {
        (best, idle) = (norm, 0)
        heights = h.map(Float.init)
        gradient = norm
        empty = counts.count { $0 == 0 }
        largest = Double(counts.max() ?? 0) / Double(draws)
        if norm < Self.near, empty == 0 { break }
      } else {
        idle += 1
      }
      if idle >= Self.patience {
        guard doublings < Self.mostDoublings else { break }
        doublings += 1
        idle = 0
        draws *= 2
        rate *= 0.8
      }
      // Adam without its correction of the first steps.
      for i in 0..<n {
        momentum[i] = 0.9 * momentum[i] + 0.1 * g[i]
        square[i] = 0.999 * square[i] + 0.001 * g[i] * g[i]
        h[i] -= rate * momentum[i] / (sqrt(square[i]) + 1e-8)
      }
      let mean = h.reduce(0, +) / Double(n)
      for i in 0..<n { h[i] -= mean }
    }
  }

  /// The two best targets of every row.
  func nearest(_ x: UnsafeBufferPointer<Double>) -> [(first: Int, second: Int)] {
    let width = cells.dimension, rows = x.count / width
    return [(first: Int, second: Int)](unsafeUninitializedCapacity: rows) { found, filled in
      nonisolated(unsafe) let (x, found) = (x, found)
      cells.visit(rows, heights: heights) { range, buffer in
        _ = buffer.update(
          fromContentsOf: x[range.lowerBound * width..<range.upperBound * width])
      } _: { row, sums in
        let first = sums.largest
        var second = first == 0 ? sums.count - 1 : 0
        for i in sums.indices where i != first && sums[i] > sums[second] { second = i }
        found[row] = (first, second)
      }
      filled = rows
    }
  }

  /// How many standard normals lie in each cell.
  private static func counts(
    _ cells: PowerCells, _ heights: [Float], _ draws: Int, _ key: NoiseKey, _ kernels: Kernels
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: cells.count)
    for cell in find(cells, heights, draws, key, kernels) { counts[Int(cell)] += 1 }
    return counts
  }

  /// The cell of each draw.
  private static func find(
    _ cells: PowerCells, _ heights: [Float], _ draws: Int, _ key: NoiseKey, _ kernels: Kernels
  ) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: draws) { found, filled in
      nonisolated(unsafe) let found = found
      cells.visit(draws, heights: heights) { rows, x in
        kernels.fillNormals(x, samples: UInt32(rows.lowerBound)..<UInt32(rows.upperBound), key: key)
      } _: { row, sums in
        found[row] = Int32(sums.largest)
      }
      filled = draws
    }
  }
}

extension NoiseKey {
  /// - Parameter step: of learning; the last numbers are those of draws beside it.
  init(transport seed: UInt64, step: UInt32) {
    self.init(seed: seed, step: step, purpose: NoisePurpose.transport.rawValue)
  }
}
