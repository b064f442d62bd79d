import Glibc
import Tensors

@testable import Quickstep

/// A small network of fixed numbers in the plane, of six blocks x + s W tanh(V x + b), each of
/// which can be left out; the last three add next to nothing.
final class BlockModel: Denoiser {
  private struct Block: Sendable {
    let name: String
    /// Rows of the point's two coordinates, the level, and 1; then the columns of what is added.
    let rows: [SIMD4<Double>]
    let columns: [SIMD2<Double>]
  }

  private static let scales = [0.3, 0.1, 0.03, 0.001, 0.001, 0.001]

  let shape = SampleShape.point(dimensions: 2)
  let prediction = Prediction.data
  let classNames: [String] = []
  private let blocks: [Block]

  init(seed: UInt64 = 1) {
    var random = SplitMix(state: seed)
    func number() -> Double { Double.random(in: -1...1, using: &random) }
    blocks = Self.scales.enumerated().map { index, scale in
      Block(
        name: "block.\(index)",
        rows: (0..<8).map { _ in SIMD4(number(), number(), number(), number()) },
        columns: (0..<8).map { _ in scale * SIMD2(number(), number()) })
    }
  }

  private init(_ blocks: [Block]) { self.blocks = blocks }

  var parts: [String] { blocks.map(\.name) }

  func trimmed(of parts: Set<String>) -> any Denoiser {
    BlockModel(blocks.filter { !parts.contains($0.name) })
  }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    let (values, out) = (x.values, output.mutableValues)
    for row in stride(from: 0, to: values.count, by: 2) {
      // Of the size of data: the best prediction of standard normals, bent by the blocks.
      var y = SIMD2(values[row], values[row + 1]) * level.alpha
      for block in blocks {
        let input = SIMD4(y.x, y.y, level.sigma, 1)
        y += zip(block.rows, block.columns).reduce(into: SIMD2()) { sum, unit in
          sum += tanh((unit.0 * input).sum()) * unit.1
        }
      }
      (out[row], out[row + 1]) = (y.x, y.y)
    }
  }
}
