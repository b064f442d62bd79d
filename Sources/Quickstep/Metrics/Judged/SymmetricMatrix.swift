import Tensors

/// A symmetric matrix of doubles.
public struct SymmetricMatrix: Equatable, Sendable {
  /// Rows, which are as many as columns.
  public let size: Int
  /// All of them, row by row.
  public internal(set) var elements: [Double]

  /// - Parameter elements: size² numbers, the same above and below the diagonal.
  public init(size: Int, elements: [Double]) {
    precondition(elements.count == size * size)
    (self.size, self.elements) = (size, elements)
  }

  /// All zero.
  public init(size: Int) {
    self.init(size: size, elements: Array(repeating: 0, count: size * size))
  }

  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * size + column] }
    set { elements[row * size + column] = newValue }
  }

  var trace: Double { (0..<size).reduce(0) { $0 + self[$1, $1] } }

  /// Adds weight * v vᵀ.
  mutating func add(_ weight: Double, outer v: [Double]) {
    for row in 0..<size {
      let scaled = weight * v[row]
      for column in 0..<size { elements[row * size + column] += scaled * v[column] }
    }
  }

  /// Adds weight * other.
  mutating func add(_ weight: Double, _ other: SymmetricMatrix) {
    for index in elements.indices { elements[index] += weight * other.elements[index] }
  }

  package var eigen: SymmetricEigen { SymmetricEigen(size: size, elements) }

  /// The symmetric R with R R = A; eigenvalues below zero, which rounding leaves where the matrix
  /// has no full rank, count as zero.
  package func squareRoot() -> SymmetricMatrix {
    let eigen = eigen
    var root = SymmetricMatrix(size: size)
    for (index, value) in eigen.values.enumerated() where value > 0 {
      root.add(value.squareRoot(), outer: Array(eigen.vector(index)))
    }
    return root
  }

  /// R A R for a symmetric R; exactly symmetric.
  func between(_ outer: SymmetricMatrix) -> SymmetricMatrix {
    let half = product(elements, outer.elements)
    var whole = SymmetricMatrix(size: size, elements: product(outer.elements, half))
    for row in 0..<size {
      for column in 0..<row {
        let mean = (whole[row, column] + whole[column, row]) / 2
        whole[row, column] = mean
        whole[column, row] = mean
      }
    }
    return whole
  }

  private func product(_ a: [Double], _ b: [Double]) -> [Double] {
    var result = Array(repeating: 0.0, count: size * size)
    for row in 0..<size {
      for inner in 0..<size {
        let factor = a[row * size + inner]
        for column in 0..<size {
          result[row * size + column] += factor * b[inner * size + column]
        }
      }
    }
    return result
  }
}
