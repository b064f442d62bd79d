import Glibc
import Tensors

/// Where noise goes, for one class.
struct TransportTable: RowMap {
  let targets: [Double]
  let potential: BrenierPotential
  /// The largest angle between two targets that are mixed; nil for none.
  private let widest: Double?
  /// Of targets as states: |(alpha, sigma)|.
  private let size: Double
  /// The mean square of the way that noise takes, at |(alpha, sigma)| = 1.
  let cost: Double

  private static let tried = 4096

  init(
    _ targets: [Double], _ potential: BrenierPotential, theta: Double, size: Double, seed: UInt64,
    with kernels: Kernels
  ) {
    self.targets = targets
    self.potential = potential
    self.size = size
    let width = potential.cells.dimension
    let z = AlignedBuffer(count: Self.tried * width)
    kernels.fillNormals(
      z.mutableValues, samples: 0..<UInt32(Self.tried),
      key: NoiseKey(transport: seed, step: UInt32.max - 1))
    let pairs = potential.nearest(z.values)
    var sum = 0.0
    for (row, pair) in pairs.enumerated() {
      for i in 0..<width {
        let way = z[row * width + i] - targets[pair.first * width + i]
        sum += way * way
      }
    }
    cost = sum / Double(Self.tried)
    let angles = theta > 0 ? pairs.map { angle(targets, $0, width) } : []
    widest = angles.min().map { $0 + theta * (angles.max()! - $0) }
  }

  /// - Parameter x: standard normals.
  func apply(_ x: UnsafeBufferPointer<Double>, into y: UnsafeMutableBufferPointer<Double>) {
    let width = x.count
    let pair = potential.nearest(x)[0]
    // As evenly distributed as the first number is normal.
    let share = widest.map { angle(targets, pair, width) <= $0 } == true ? erfc(x[0]) / 2 : 0
    for i in 0..<width {
      let a = targets[pair.first * width + i], b = targets[pair.second * width + i]
      y[i] = size * (a + share * (b - a))
    }
  }
}

/// Between (y_i, -1) and (y_j, -1).
private func angle(
  _ targets: [Double], _ pair: (first: Int, second: Int), _ width: Int
) -> Double {
  var (aa, ab, bb) = (1.0, 1.0, 1.0)
  for i in 0..<width {
    let a = targets[pair.first * width + i], b = targets[pair.second * width + i]
    aa += a * a
    ab += a * b
    bb += b * b
  }
  return acos(min(1, max(-1, ab / sqrt(aa * bb))))
}

extension TransportTable {
  /// What there is to tell of the tables of some classes: the worst of each.
  static func facts(_ tables: some Collection<TransportTable>) -> [StartFact] {
    func worst(_ value: (TransportTable) -> Double) -> Double { tables.map(value).max() ?? 0 }
    return [
      StartFact(
        name: "|g|", summary: "distance of the cells' measures from equal ones",
        value: worst(\.potential.gradient)),
      StartFact(
        name: "empty", summary: "targets that no noise goes to",
        value: worst { Double($0.potential.empty) }),
      StartFact(
        name: "share", summary: "share of noise that goes to one target",
        value: worst(\.potential.largest)),
      StartFact(
        name: "cost", summary: "mean square of the way that noise takes", value: worst(\.cost)),
    ]
  }
}
