import CKernels
import Tensors
import Testing

@Suite struct FloatFormatTests {
  @Test(arguments: InstructionSet.available)
  func everyHalf(set: InstructionSet) {
    let kernels = floats(set)
    let halves = (0...UInt16.max).map { $0 }
    let found = Guarded(count: halves.count)
    kernels.from_half(found.start, halves, halves.count)
    let exact = halves.map { Float(Float16(bitPattern: $0)) }
    let agree = zip(found.values, exact).allSatisfy {
      $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN
    }
    #expect(agree && found.isIntact)
    let back = halfBits(kernels, found.values)
    let same = zip(back, halves).allSatisfy { $0 == $1 || Float16(bitPattern: $1).isNaN }
    #expect(same)
  }

  @Test(arguments: InstructionSet.available)
  func halvesAreRoundedToNearestEven(set: InstructionSet) {
    var numbers = TestNumbers()
    var x: [Float] = [65519, 65520, 65535, 65536, 1e10, .infinity, -.infinity, 0x1p-25]
    x += [
      0x1.8p-24, Float(0x1p-25).nextUp, 0x1.ffcp-15, 0x1.ffep-15, 1 + 0x1p-11, 1 + 0x3p-11, -0.0,
    ]
    for range: ClosedRange<Float> in [-1...1, -1e-4...1e-4, -1e-7...1e-7, -7e4...7e4] {
      x += numbers.floats(5001, in: range)
    }
    #expect(halfBits(floats(set), x) == x.map { Float16($0).bitPattern })
    #expect(Float16(bitPattern: halfBits(floats(set), [.nan])[0]).isNaN)
  }

  @Test(arguments: InstructionSet.available)
  func otherFormats(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for count in [0, 1, 7, 16, 33, 1001] {
      let doubles = numbers.values(count)
      let out = Guarded(count: count)
      kernels.from_double(out.start, doubles, count)
      #expect(out.values == doubles.map { Float($0) })
      var back = [Double](repeating: .nan, count: count)
      kernels.to_double(&back, out.start, count)
      #expect(back == doubles.map { Double(Float($0)) })
      let words = (0..<count).map { _ in UInt16.random(in: 0...0x7f00, using: &numbers) }
      kernels.from_bfloat(out.start, words, count)
      #expect(out.values == words.map { Float(bitPattern: UInt32($0) << 16) })
      #expect(out.isIntact)
    }
  }

  private func halfBits(_ kernels: ck_float_kernels, _ x: [Float]) -> [UInt16] {
    let input = Guarded(x)
    var out = [UInt16](repeating: 0xffff, count: x.count)
    kernels.to_half(&out, input.start, x.count)
    return out
  }
}
