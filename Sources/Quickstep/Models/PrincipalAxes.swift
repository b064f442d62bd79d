import Glibc
import Tensors

/// The Gaussian with the mean and the covariance of a distribution, along its principal axes:
///
///     v I + sum_k (λ_k - v) u_k u_kᵀ
///
/// Of many coordinates only the widest axes are looked for; v is then the mean variance along all
/// others.
struct PrincipalAxes: Sendable {
  let mean: [Double]
  /// u_k, row by row.
  let axes: [Double]
  /// λ_k, in no particular order.
  let variances: [Double]
  /// v, along every direction that has no axis.
  let rest: Double

  /// The widest samples, or the largest number of atoms, whose axes are all found.
  private static let fewCoordinates = 256
  /// Axes that are looked for elsewhere.
  private static let mostAxes = 96
  /// Atoms that covariances of many coordinates are taken from, evenly among all.
  private static let mostAtoms = 2048
  /// Samples in the place of a distribution that has no atoms.
  private static let drawn = 4096

  /// The mean alone.
  static func mean(
    of model: any ExactModel, ofClass wanted: Int32, with kernels: Kernels
  ) -> [Double] {
    (model as? any KnownMoments)?.mean(ofClass: wanted)
      ?? samples(of: model, ofClass: wanted, with: kernels).mean
  }

  init(of model: any ExactModel, ofClass wanted: Int32, with kernels: Kernels) {
    let width = model.shape.count
    let mean = Self.mean(of: model, ofClass: wanted, with: kernels)
    self.mean = mean
    let atoms =
      (model as? any KnownMoments)?.atoms(
        ofClass: wanted, most: width > Self.fewCoordinates ? Self.mostAtoms : .max)
      ?? Self.samples(of: model, ofClass: wanted, with: kernels)
    let total = atoms.reduce(0) { $0 + $1.weight }
    let round = atoms.reduce(0) { $0 + $1.weight / total * $1.deviation * $1.deviation }
    // Rows b_k with sum_k b_k b_kᵀ the covariance of the means.
    let rows = atoms.map { atom in
      let root = sqrt(atom.weight / total)
      return zip(atom.mean, mean).map { root * ($0 - $1) }
    }
    let trace = rows.reduce(0) { $0 + dot($1[...], $1[...]) }
    let found = Self.axes(of: rows, width: width, with: kernels)
    axes = found.axes
    variances = found.variances.map { round + $0 }
    let others = width - found.variances.count
    rest =
      others > 0
      ? round + max(0, trace - found.variances.reduce(0, +)) / Double(others) : round
  }

  /// The eigenvectors of sum_k b_k b_kᵀ, by way of the products of the rows where those are fewer.
  private static func axes(
    of rows: [[Double]], width: Int, with kernels: Kernels
  ) -> (axes: [Double], variances: [Double]) {
    guard rows.count < width else {
      let eigen = widest(of: covariance(rows, width, kernels), size: width, kernels)
      return (eigen.vectors.flatMap { $0 }, eigen.values.map { max(0, $0) })
    }
    let products = table(rows.count, kernels) { dot(rows[$0][...], rows[$1][...]) }
    let eigen = widest(of: products, size: rows.count, kernels)
    let least = (eigen.values.max() ?? 0) * 1e-12
    var axes: [Double] = []
    var variances: [Double] = []
    for (value, vector) in zip(eigen.values, eigen.vectors) where value > least {
      var axis = [Double](repeating: 0, count: width)
      for (row, share) in zip(rows, vector) {
        for i in 0..<width { axis[i] += share / sqrt(value) * row[i] }
      }
      axes += axis
      variances.append(value)
    }
    return (axes, variances)
  }

  private static func covariance(_ rows: [[Double]], _ width: Int, _ kernels: Kernels) -> [Double] {
    let columns = (0..<width).map { i in rows.map { $0[i] } }
    return table(width, kernels) { dot(columns[$0][...], columns[$1][...]) }
  }

  private static func widest(
    of matrix: [Double], size: Int, _ kernels: Kernels
  ) -> (values: [Double], vectors: [[Double]]) {
    guard size > fewCoordinates else {
      let eigen = SymmetricEigen(size: size, matrix)
      return (eigen.values, (0..<size).map { Array(eigen.vector($0)) })
    }
    return subspace(matrix, size: size, count: mostAxes, with: kernels)
  }

  /// In the place of a distribution that has no atoms.
  private static func samples(
    of model: any ExactModel, ofClass wanted: Int32, with kernels: Kernels
  ) -> [GaussianMixture.Component] {
    let width = model.shape.count
    let rows = model.trueSamples(
      classes: Array(repeating: wanted, count: drawn), seed: 0, with: kernels)
    return (0..<drawn).map { row in
      GaussianMixture.Component(
        weight: 1, mean: Array(rows[row * width..<(row + 1) * width]), deviation: 0)
    }
  }
}

/// The largest eigenvalues of a symmetric matrix without negative ones, and their vectors, by
/// orthogonal iteration (Golub & Van Loan, Matrix Computations, section 8.2.4).
private func subspace(
  _ matrix: [Double], size: Int, count: Int, with kernels: Kernels
) -> (values: [Double], vectors: [[Double]]) {
  let start = AlignedBuffer(count: count * size)
  kernels.fillNormals(
    start.mutableValues, samples: 0..<UInt32(count),
    key: NoiseKey(seed: 0, step: 0, purpose: NoisePurpose.statistics.rawValue))
  func times(_ vectors: [[Double]]) -> [[Double]] {
    parallel(vectors.count, kernels) { k in
      (0..<size).map { dot(matrix[$0 * size..<($0 + 1) * size], vectors[k][...]) }
    }
  }
  var vectors = orthonormal(
    (0..<count).map { k in
      Array(start.values[k * size..<(k + 1) * size])
    })
  for _ in 0..<12 { vectors = orthonormal(times(vectors)) }
  let basis = vectors
  let images = times(basis)
  let small = SymmetricEigen(
    size: basis.count, table(basis.count, kernels) { dot(basis[$0][...], images[$1][...]) })
  return (
    small.values,
    (0..<basis.count).map { k in
      var sum = [Double](repeating: 0, count: size)
      for (vector, share) in zip(basis, small.vector(k)) {
        for i in 0..<size { sum[i] += share * vector[i] }
      }
      return sum
    }
  )
}

/// By modified Gram-Schmidt; vectors that add nothing are left out.
private func orthonormal(_ vectors: [[Double]]) -> [[Double]] {
  var basis: [[Double]] = []
  for vector in vectors {
    var rest = vector
    let whole = sqrt(dot(vector[...], vector[...]))
    for other in basis {
      let share = dot(rest[...], other[...])
      for i in rest.indices { rest[i] -= share * other[i] }
    }
    let norm = sqrt(dot(rest[...], rest[...]))
    if norm > 1e-10 * whole, whole > 0 { basis.append(rest.map { $0 / norm }) }
  }
  return basis
}

/// A symmetric matrix.
private func table(
  _ size: Int, _ kernels: Kernels, _ element: @Sendable (Int, Int) -> Double
) -> [Double] {
  let half = parallel(size, kernels) { row in (0...row).map { element(row, $0) } }
  var matrix = [Double](repeating: 0, count: size * size)
  for row in 0..<size {
    for column in 0...row {
      matrix[row * size + column] = half[row][column]
      matrix[column * size + row] = half[row][column]
    }
  }
  return matrix
}

private func parallel(
  _ count: Int, _ kernels: Kernels, _ row: @Sendable (Int) -> [Double]
) -> [[Double]] {
  var rows = [[Double]](repeating: [], count: count)
  rows.withUnsafeMutableBufferPointer { rows in
    nonisolated(unsafe) let rows = rows
    kernels.pool.parallelFor(count) { rows[$0] = row($0) }
  }
  return rows
}

private func dot(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
  a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      // Eight sums at once, so that the loop is one of vectors.
      var sums = SIMD8<Double>.zero
      let whole = a.count / 8 * 8
      for i in stride(from: 0, to: whole, by: 8) {
        let x = UnsafeRawPointer(a.baseAddress! + i).loadUnaligned(as: SIMD8<Double>.self)
        let y = UnsafeRawPointer(b.baseAddress! + i).loadUnaligned(as: SIMD8<Double>.self)
        sums += x * y
      }
      var sum = sums.sum()
      for i in whole..<a.count { sum += a[i] * b[i] }
      return sum
    }
  }
}
