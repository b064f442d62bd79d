import Tensors

/// True samples to compare a batch with: many of the same mixture of classes, and as many fresh
/// ones as the batch has, for the floor.
struct TrueReference: Sendable {
  let rows: SampleRows
  let fresh: [Double]
  /// Unit vectors on which distributions are compared.
  let directions: SampleRows
  let discrepancy: KernelReference

  /// At least this many reference samples.
  private static let least = 1024
  private static let directionCount = 64

  init(_ model: any ExactModel, classes: [Int32], seed: UInt64, _ kernels: Kernels) {
    let width = model.shape.count
    let copies = (Self.least + classes.count - 1) / classes.count
    let all = Array(repeatElement(classes, count: copies + 1).joined())
    let samples = model.trueSamples(classes: all, seed: seed, with: kernels)
    let end = copies * classes.count * width
    fresh = Array(samples[end...])
    rows = SampleRows(Array(samples[..<end]), width: width)
    directions = Self.directions(width: width, seed: seed, kernels)
    discrepancy = KernelReference(rows, kernels)
  }

  private static func directions(
    width: Int, seed: UInt64, _ kernels: Kernels
  ) -> SampleRows {
    let normals = AlignedBuffer(count: directionCount * width)
    kernels.fillNormals(
      normals.mutableValues, samples: 0..<UInt32(directionCount),
      key: NoiseKey(seed: seed, step: 0, purpose: NoisePurpose.projection.rawValue))
    let units = (0..<directionCount).flatMap { row -> [Double] in
      let direction = normals.values[row * width..<(row + 1) * width]
      let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return direction.map { $0 / length }
    }
    return SampleRows(units, width: width)
  }
}
