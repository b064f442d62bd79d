import CKernels

/// A layout of a parameter that a kernel wants instead of the canonical one.
enum PackedForm: Hashable, Sendable {
  /// For products with the matrix whose columns are the last dimension.
  case matrix
  /// For products with the transpose of that matrix.
  case transposed
  /// For the gradient of a 3x3 convolution by its input.
  case turned
  /// Transformed for Winograd's F(tile x tile, 3x3).
  case winograd(tile: Int)
  /// Transformed for the gradient of such a convolution by its input.
  case winogradTurned(tile: Int)

  /// Floats that the form takes.
  func count(_ dimensions: [Int], _ kernels: Kernels) -> Int {
    let floats = kernels.floats.pointee
    let (rows, columns) = Self.matrixSize(dimensions)
    switch self {
    case .matrix: return floats.packed_count(rows, columns)
    case .transposed: return floats.packed_count(columns, rows)
    case .turned: return floats.packed_count(9 * columns, rows / 9)
    case .winograd(let tile):
      var shape = Self.shape(tile: tile, inputs: rows / 9, outputs: columns)
      return floats.winograd_weights_count(&shape)
    case .winogradTurned(let tile):
      var shape = Self.shape(tile: tile, inputs: columns, outputs: rows / 9)
      return floats.winograd_weights_count(&shape)
    }
  }

  /// Writes the form of `values` to `packed`.
  func pack(
    _ values: UnsafePointer<Float>, _ dimensions: [Int], into packed: UnsafeMutablePointer<Float>,
    on machine: Machine
  ) {
    let kernels = machine.kernels
    let (rows, columns) = Self.matrixSize(dimensions)
    nonisolated(unsafe) let values = values
    nonisolated(unsafe) let packed = packed
    switch self {
    case .matrix:
      machine.shareRanges(columns, by: kernels.floats.pointee.columns, work: 8 * rows) { range in
        kernels.floats.pointee.pack(
          packed + range.lowerBound * rows, values + range.lowerBound, columns, rows, range.count)
      }
    case .transposed:
      machine.shareRanges(rows, by: kernels.floats.pointee.columns, work: 8 * columns) { range in
        kernels.floats.pointee.pack_transposed(
          packed + range.lowerBound * columns, values + range.lowerBound * columns, columns,
          columns, range.count)
      }
    case .turned:
      kernels.floats.pointee.pack_back(packed, values, rows / 9, columns)
    case .winograd(let tile):
      let shape = Self.shape(tile: tile, inputs: rows / 9, outputs: columns)
      machine.shareRanges(rows / 9, by: 8, work: 36 * columns * 8) { range in
        withUnsafePointer(to: shape) {
          kernels.floats.pointee.winograd_weights(
            $0, packed, values, range.lowerBound, range.upperBound)
        }
      }
    case .winogradTurned(let tile):
      let shape = Self.shape(tile: tile, inputs: columns, outputs: rows / 9)
      machine.shareRanges(columns, by: 8, work: 36 * rows) { range in
        withUnsafePointer(to: shape) {
          kernels.floats.pointee.winograd_weights_back(
            $0, packed, values, range.lowerBound, range.upperBound)
        }
      }
    }
  }

  /// The transform does not depend on the size of the image.
  private static func shape(tile: Int, inputs: Int, outputs: Int) -> ck_winograd {
    ck_winograd(tile: tile, height: tile, width: tile, inputs: inputs, outputs: outputs)
  }

  private static func matrixSize(_ dimensions: [Int]) -> (rows: Int, columns: Int) {
    (dimensions.dropLast().reduce(1, *), dimensions.last!)
  }
}
