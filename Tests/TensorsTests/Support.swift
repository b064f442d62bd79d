import Tensors
import Testing

/// Every instruction set of this processor with 1 and with 3 threads.
let everyKernels: [Kernels] = InstructionSet.available.flatMap { set in
  [1, 3].map { Kernels(instructionSet: set, pool: ThreadPool(threads: $0)) }
}

/// Lengths around every edge: lanes, groups of lanes, chunks, shares of threads.
let awkwardCounts = [0, 1, 2, 7, 8, 9, 31, 33, 100, 4095, 4096, 4097, 32768, 32771, 100_003]

/// Repeatable numbers for tests (xorshift), independent of the code under test.
struct TestNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64 = 1) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func values(_ count: Int, in range: ClosedRange<Double> = -2...2) -> [Double] {
    (0..<count).map { _ in .random(in: range, using: &self) }
  }
}

extension Kernels: CustomTestStringConvertible {
  public var testDescription: String { "\(instructionSet) on \(pool.threadCount) threads" }
}

/// The bits, so that NaN equals itself and 0 differs from -0.
func bits(_ values: some Sequence<Double>) -> [UInt64] { values.map(\.bitPattern) }

/// Whether two arrays agree bit for bit; unlike `==`, a failed expectation does not print them.
func sameBits(_ x: some Sequence<Double>, _ y: some Sequence<Double>) -> Bool {
  bits(x) == bits(y)
}

/// Calls `body` with an array's memory for writing and returns the array.
func filled(_ count: Int, _ body: (UnsafeMutableBufferPointer<Double>) -> Void) -> [Double] {
  var array = [Double](repeating: .nan, count: count)
  array.withUnsafeMutableBufferPointer { body($0) }
  return array
}
