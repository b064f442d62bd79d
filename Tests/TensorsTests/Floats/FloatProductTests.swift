import CKernels
import Tensors
import Testing

@Suite struct FloatProductTests {
  private static let sizes = [
    (1, 1, 1), (1, 2, 2), (2, 2, 2), (5, 3, 7), (1, 128, 64), (13, 17, 33), (12, 32, 16),
    (25, 33, 1), (97, 64, 3), (200, 31, 70), (64, 100, 64), (193, 16, 300), (3, 65, 257),
    (9, 4, 50), (70, 36, 40), (6, 2, 128),
  ]

  @Test(arguments: InstructionSet.available)
  func productEqualsTheSum(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for (m, n, k) in Self.sizes {
      for activation in everyActivation {
        let (a, b) = (Guarded(numbers.floats(m * k)), Guarded(numbers.floats(k * n)))
        let (bias, added) = (Guarded(numbers.floats(n)), Guarded(numbers.floats(m * n)))
        let packed = Guarded(count: kernels.packed_count(k, n))
        kernels.pack(packed.start, b.start, n, k, n)
        let c = Guarded(count: m * n)
        var epilogue = ck_epilogue(
          bias: bias.start, bias_stride: 0, added: added.start, added_stride: n,
          activation: activation)
        kernels.multiply(c.start, n, a.start, k, packed.start, m, n, k, &epilogue)
        let exact = zip(
          product(a.values, b.values, m, n, k),
          (0..<m * n).map { Double(bias.values[$0 % n]) + Double(added.values[$0]) }
        ).map { activated($0 + $1, activation) }
        #expect(close(c.values, exact, 1e-5), "\(m) x \(n) x \(k)")
        #expect(c.isIntact && packed.isIntact)
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func rowsAndPanelsMayBeCutAnywhere(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    let (m, n, k) = (101, 3 * kernels.columns - 5, 77)
    let (a, b) = (Guarded(numbers.floats(m * k)), Guarded(numbers.floats(k * n)))
    let packed = Guarded(count: kernels.packed_count(k, n))
    kernels.pack(packed.start, b.start, n, k, n)
    var epilogue = ck_epilogue()
    let whole = Guarded(count: m * n)
    kernels.multiply(whole.start, n, a.start, k, packed.start, m, n, k, &epilogue)
    for rows in [1, 2, 5, 7, 11, 12, 13, 50] {
      let parts = Guarded(count: m * n)
      for from in stride(from: 0, to: m, by: rows) {
        for column in stride(from: 0, to: n, by: kernels.columns) {
          kernels.multiply(
            parts.start + from * n + column, n, a.start + from * k, k, packed.start + column * k,
            min(rows, m - from), min(kernels.columns, n - column), k, &epilogue)
        }
      }
      #expect(sameBits(parts.values, whole.values))
    }
  }

  @Test(arguments: InstructionSet.available)
  func packingTheTransposeEqualsPacking(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for (_, n, k) in Self.sizes {
      let values = numbers.floats(k * n)
      let b = Guarded(values)
      let transposed = Guarded((0..<n * k).map { values[$0 % k * n + $0 / k] })
      let (packed, same) = (
        Guarded(count: kernels.packed_count(k, n)), Guarded(count: kernels.packed_count(k, n))
      )
      kernels.pack(packed.start, b.start, n, k, n)
      kernels.pack_transposed(same.start, transposed.start, k, k, n)
      #expect(sameBits(packed.values, same.values))
    }
  }

  @Test(arguments: InstructionSet.available)
  func transposedProductAddsTheSum(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for (m, n, k) in Self.sizes + [(3, 2, 1000), (40, 70, 600)] {
      let (x, g) = (Guarded(numbers.floats(k * m)), Guarded(numbers.floats(k * n)))
      let before = numbers.floats(m * n)
      let scratch = Guarded(count: kernels.transposed_scratch)
      let c = Guarded(before)
      kernels.multiply_transposed(
        c.start, n, x.start, m, g.start, n, m, n, k, scratch.start)
      let across = (0..<m * k).map { x.values[$0 % k * m + $0 / k] }
      let exact = zip(before, product(across, g.values, m, n, k)).map { Double($0) + $1 }
      #expect(close(c.values, exact, 1e-5))
      #expect(c.isIntact && scratch.isIntact)

      let parts = Guarded(before)
      for from in stride(from: 0, to: m, by: 5) {
        kernels.multiply_transposed(
          parts.start + from * n, n, x.start + from, m, g.start, n, min(5, m - from), n, k,
          scratch.start)
      }
      #expect(sameBits(parts.values, c.values))
    }
  }

  private func product(_ a: [Float], _ b: [Float], _ m: Int, _ n: Int, _ k: Int) -> [Double] {
    (0..<m * n).map { place in
      (0..<k).reduce(0) { $0 + Double(a[place / n * k + $1]) * Double(b[$1 * n + place % n]) }
    }
  }
}
