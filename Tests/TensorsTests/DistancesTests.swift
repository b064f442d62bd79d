import Glibc
import Tensors
import Testing

@Suite struct DistancesTests {
  private let kernels = everyKernels

  /// Of unlike lengths, ties among them.
  private func rows(_ count: Int, width: Int) -> [Double] {
    var numbers = TestNumbers(UInt64(count + width))
    return numbers.values(count * width).map { count % 2 == 0 ? $0 : ($0 * 3).rounded() }
  }

  private func sorted(_ x: [Double], on directions: [Double], lane: Int) -> [Double] {
    let width = directions.count / 8
    return stride(from: 0, to: x.count, by: width).map { row in
      (0..<width).reduce(0) { $0 + x[row + $1] * directions[$1 * 8 + lane] }
    }.sorted()
  }

  @Test(arguments: [1, 2, 3, 4, 5, 8, 9, 16, 31, 100, 129, 1024, 1500])
  func sortedListsGiveTheDistanceOfQuantiles(count: Int) {
    for width in [1, 2, 5] {
      var numbers = TestNumbers(7)
      let directions = numbers.values(8 * width)
      for otherCount in [count, 1, max(1, count / 2)] {
        let x = rows(count, width: width), y = rows(otherCount, width: width)
        let exact = (0..<8).map { lane in
          let a = sorted(x, on: directions, lane: lane)
          let b = sorted(y, on: directions, lane: lane)
          let squares = a.indices.map { pow(a[$0] - b[$0 * otherCount / count], 2) }
          return squares.reduce(0, +) / Double(count)
        }
        for kernels in kernels {
          let found = directions.withUnsafeBufferPointer { directions in
            x.withUnsafeBufferPointer { x in
              y.withUnsafeBufferPointer { y in
                SortedLists(x, on: directions, with: kernels).squaredDistances(
                  to: SortedLists(y, on: directions, with: kernels), with: kernels)
              }
            }
          }
          #expect(sameBits(found, exact))
        }
      }
    }
  }

  @Test func gaussiansAreSummedOverTheFirstColumns() {
    for (count, width) in [(1, 1), (7, 2), (8, 2), (9, 3), (64, 2), (100, 17)] {
      let y = rows(count, width: width), x = rows(2, width: width).suffix(width)
      let columns = y.withUnsafeBufferPointer { SampleColumns($0, width: width) }
      for first in [0, 1, count / 2, count] {
        let exact = (0..<first).reduce(0.0) { sum, row in
          let square = zip(x, y[row * width..<(row + 1) * width]).reduce(0) {
            $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
          }
          return sum + exp(-0.3 * square)
        }
        let found = kernels.map { kernels in
          Array(x).withUnsafeBufferPointer {
            columns.gaussianSum(around: $0, first: first, scale: -0.3, with: kernels)
          }
        }
        #expect(found.allSatisfy { $0 == found[0] && abs($0 - exact) <= 1e-14 * max(1, exact) })
      }
    }
  }
}
