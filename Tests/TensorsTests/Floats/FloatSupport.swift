import CKernels
import Tensors
import Testing

/// Floats between guards of NaN, so that what a kernel reads outside turns up in its results, and
/// what it writes there in `isIntact`.
final class Guarded {
  let count: Int
  let start: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutableBufferPointer<Float>
  private static let guardCount = 67

  init(count: Int) {
    self.count = count
    memory = .allocate(capacity: count + 2 * Self.guardCount)
    memory.initialize(repeating: .nan)
    start = memory.baseAddress! + Self.guardCount
  }

  convenience init(_ values: [Float]) {
    self.init(count: values.count)
    start.update(from: values, count: values.count)
  }

  convenience init(zeros count: Int) {
    self.init([Float](repeating: 0, count: count))
  }

  deinit { memory.deallocate() }

  var values: [Float] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }

  var isIntact: Bool {
    memory.prefix(Self.guardCount).allSatisfy(\.isNaN)
      && memory.suffix(Self.guardCount).allSatisfy(\.isNaN)
  }
}

/// The float kernels of an instruction set of this processor.
func floats(_ set: InstructionSet) -> ck_float_kernels {
  Kernels(instructionSet: set, pool: ThreadPool(threads: 1)).floats.pointee
}

extension TestNumbers {
  mutating func floats(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in .random(in: range, using: &self) }
  }
}

/// Whether every number is within `tolerance` (times the largest exact one, if that is above 1).
func close(_ found: [Float], _ exact: [Double], _ tolerance: Double) -> Bool {
  let size = exact.reduce(1) { max($0, abs($1)) }
  return found.count == exact.count
    && zip(found, exact).allSatisfy { abs(Double($0) - $1) <= tolerance * size }
}

func sameBits(_ x: [Float], _ y: [Float]) -> Bool {
  x.map(\.bitPattern) == y.map(\.bitPattern)
}

/// The gradient of a function by central differences.
func gradient(at x: [Double], of function: ([Double]) -> Double) -> [Double] {
  x.indices.map { i in
    let step = 1e-5
    var (below, above) = (x, x)
    below[i] -= step
    above[i] += step
    return (function(above) - function(below)) / (2 * step)
  }
}

func dot(_ x: [Double], _ y: [Double]) -> Double {
  zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
}

/// An activation function in double.
func activated(_ x: Double, _ activation: ck_activation) -> Double {
  switch activation {
  case CK_SILU: x / (1 + exponential(-x))
  case CK_GELU: x * normalDistribution(x)
  case CK_RELU: max(x, 0)
  case CK_MISH: x * mishGate(x)
  default: x
  }
}

let everyActivation = [CK_IDENTITY, CK_SILU, CK_GELU, CK_RELU, CK_MISH]
