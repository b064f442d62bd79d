/// The least sum of costs over all pairings of n with n (Kuhn 1955; by shortest augmenting paths).
func leastPairing(_ n: Int, _ cost: (Int, Int) -> Double) -> Double {
  // Row and column 0 stand for none.
  var rowPrice = [Double](repeating: 0, count: n + 1), columnPrice = rowPrice
  var rowOf = [Int](repeating: 0, count: n + 1)
  for row in 1...n {
    var least = [Double](repeating: .infinity, count: n + 1)
    var cameFrom = [Int](repeating: 0, count: n + 1)
    var isReached = [Bool](repeating: false, count: n + 1)
    var column = 0
    rowOf[0] = row
    repeat {
      isReached[column] = true
      let i = rowOf[column], here = column
      var nearest = Double.infinity
      for j in 1...n where !isReached[j] {
        let reduced = cost(i - 1, j - 1) - rowPrice[i] - columnPrice[j]
        if reduced < least[j] { (least[j], cameFrom[j]) = (reduced, here) }
        if least[j] < nearest { (nearest, column) = (least[j], j) }
      }
      for j in 0...n {
        if isReached[j] {
          rowPrice[rowOf[j]] += nearest
          columnPrice[j] -= nearest
        } else {
          least[j] -= nearest
        }
      }
    } while rowOf[column] != 0
    while column != 0 {
      rowOf[column] = rowOf[cameFrom[column]]
      column = cameFrom[column]
    }
  }
  return (1...n).reduce(0) { $0 + cost(rowOf[$1] - 1, $1 - 1) }
}
