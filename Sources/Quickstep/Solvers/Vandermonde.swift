/// The weights w with sum_k w_k nodes_k^i = moments_i for i = 0 … n - 1 (Björck & Pereyra 1970).
/// - Parameter nodes: distinct.
func vandermondeWeights(_ nodes: [Double], moments: [Double]) -> [Double] {
  let n = nodes.count
  var w = moments
  for k in 0..<max(0, n - 1) {
    for i in (k + 1..<n).reversed() { w[i] -= nodes[k] * w[i - 1] }
  }
  for k in (0..<max(0, n - 1)).reversed() {
    for i in k + 1..<n { w[i] /= nodes[i] - nodes[i - k - 1] }
    for i in k..<n - 1 { w[i] -= w[i + 1] }
  }
  return w
}
