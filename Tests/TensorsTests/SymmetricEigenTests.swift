import Tensors
import Testing

@Suite struct SymmetricEigenTests {
  @Test(arguments: [1, 2, 5, 25])
  func putsTheMatrixTogetherAgain(size: Int) {
    let A = (0..<size).map { i in (0..<size).map { j in 1 / Double(i + j + 1) } }
    let eigen = SymmetricEigen(size: size, A.flatMap(\.self))
    let vectors = (0..<size).map { Array(eigen.vector($0)) }
    for i in 0..<size {
      for j in 0..<size {
        let sum = (0..<size).reduce(0) {
          $0 + eigen.values[$1] * vectors[$1][i] * vectors[$1][j]
        }
        let product = (0..<size).reduce(0) { $0 + vectors[i][$1] * vectors[j][$1] }
        #expect(abs(sum - A[i][j]) < 1e-13)
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-13)
      }
    }
  }

  @Test func leavesADiagonalAsItIs() {
    #expect(SymmetricEigen(size: 2, [3, 0, 0, -1]).values == [3, -1])
  }
}
