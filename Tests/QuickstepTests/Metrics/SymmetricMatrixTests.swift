import Quickstep
import Testing

@Suite struct SymmetricMatrixTests {
  @Test func knownEigenvaluesAreFound() {
    let matrix = SymmetricMatrix(size: 2, elements: [2, 1, 1, 2])
    #expect(matrix.eigen.values.sorted().map { ($0 * 1e14).rounded() } == [1e14, 3e14])
    #expect(SymmetricMatrix(size: 3).eigen.values == [0, 0, 0])
    #expect(SymmetricMatrix(size: 0).eigen.values.isEmpty)
  }

  @Test(arguments: [1, 2, 3, 7, 64]) func valuesAndVectorsMakeTheMatrixAgain(size: Int) {
    let matrix = randomMatrix(size)
    let eigen = matrix.eigen
    let largest = eigen.values.map(abs).max() ?? 0
    for row in 0..<size {
      for column in 0..<size {
        var sum = 0.0, product = 0.0
        for index in 0..<size {
          let v = Array(eigen.vector(index))
          sum += eigen.values[index] * v[row] * v[column]
          product += Array(eigen.vector(row))[index] * Array(eigen.vector(column))[index]
        }
        #expect(abs(sum - matrix[row, column]) <= 1e-13 * largest)
        #expect(abs(product - (row == column ? 1 : 0)) <= 1e-13)
      }
    }
  }

  @Test func rootsOfMatricesWithoutFullRankSquareToThem() {
    // v vᵀ has rank 1.
    let v = [1.0, -2, 0.5]
    let matrix = SymmetricMatrix(size: 3, elements: v.flatMap { a in v.map { a * $0 } })
    let root = matrix.squareRoot()
    for row in 0..<3 {
      for column in 0..<3 {
        let square = (0..<3).reduce(0.0) { $0 + root[row, $1] * root[$1, column] }
        #expect(abs(square - matrix[row, column]) <= 1e-14)
      }
    }
  }

  @Test func numbersThatAreNoneComeToAnEnd() {
    let matrix = SymmetricMatrix(size: 2, elements: [.nan, 1, 1, .infinity])
    #expect(matrix.eigen.values.contains { !$0.isFinite })
  }

  private func randomMatrix(_ size: Int) -> SymmetricMatrix {
    let numbers = normals(rows: size, width: size, step: 5)
    var matrix = SymmetricMatrix(size: size)
    for row in 0..<size {
      for column in 0..<size {
        matrix[row, column] = numbers[row * size + column] + numbers[column * size + row]
      }
    }
    return matrix
  }
}
