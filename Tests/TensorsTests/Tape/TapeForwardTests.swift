import Foundation
import Tensors
import Testing

/// Results against formulas written out in double precision.
@Suite struct TapeForwardTests {
  private let tape = Tape(
    kernels: Kernels(pool: ThreadPool(threads: 2)), purpose: .inference(PackedWeights()),
    worthSharing: 0)

  private func shape(_ n: Int, _ h: Int, _ w: Int, _ c: Int) -> TensorShape {
    TensorShape(batch: n, height: h, width: w, channels: c)
  }

  private func input(_ picture: Picture) -> Value {
    tape.input(picture.shape)
  }

  private func parameter(_ picture: Picture, _ dimensions: [Int]) -> Parameter {
    Parameter(name: "p", dimensions: dimensions, values: picture.floats)
  }

  /// Runs and compares; inputs are written in the order given.
  private func expect(
    _ value: Value, _ inputs: [(Value, Picture)], _ reference: Picture, within bound: Double,
    _ location: SourceLocation = #_sourceLocation
  ) {
    for (input, picture) in inputs { tape.write(input, from: picture.floats) }
    tape.forward()
    #expect(value.shape == reference.shape, sourceLocation: location)
    #expect(
      farthest(tape.read(value), reference.numbers) < bound, sourceLocation: location)
  }

  struct Layer {
    var size: (Int, Int)
    var channels: (Int, Int)
    var stride = 1
    var padding = ConvolutionPadding.around
  }

  static let layers = [
    Layer(size: (5, 7), channels: (3, 5)), Layer(size: (1, 1), channels: (2, 1)),
    Layer(size: (4, 3), channels: (40, 33)), Layer(size: (13, 14), channels: (17, 18)),
    Layer(size: (28, 6), channels: (16, 16)), Layer(size: (7, 9), channels: (129, 130)),
    Layer(size: (30, 33), channels: (16, 20)),
    Layer(size: (7, 10), channels: (6, 9), stride: 2),
    Layer(size: (8, 9), channels: (20, 19), stride: 2, padding: .trailing),
    Layer(size: (9, 8), channels: (33, 40), stride: 2, padding: .trailing),
  ]

  @Test(arguments: layers.indices)
  func convolution(index: Int) {
    let layer = Self.layers[index]
    let (inputs, outputs) = layer.channels
    let x = Picture(shape(3, layer.size.0, layer.size.1, inputs), seed: 1)
    let w = Picture(shape(3, 3, inputs, outputs), seed: 2)
    let b = Picture(shape(1, 1, 1, outputs), seed: 3)
    let imageBias = Picture(shape(3, 1, 1, outputs), seed: 4)
    let lead = layer.padding == .around ? 1 : 0
    let (height, width) =
      lead == 1
      ? (
        (layer.size.0 + layer.stride - 1) / layer.stride,
        (layer.size.1 + layer.stride - 1) / layer.stride
      )
      : (layer.size.0 / 2, layer.size.1 / 2)
    let added = Picture(shape(3, height, width, outputs), seed: 5)
    let reference = Picture(added.shape) { n, y, i, c in
      b[0, 0, 0, c] + imageBias[n, 0, 0, c] + added[n, y, i, c]
        + sum(0..<9) { tap in
          sum(0..<inputs) { k in
            x[n, layer.stride * y + tap / 3 - lead, layer.stride * i + tap % 3 - lead, k]
              * w[tap / 3, tap % 3, k, c]
          }
        }
    }
    let values = [x, imageBias, added].map(input)
    let y = tape.convolution(
      values[0], parameter(w, [3, 3, inputs, outputs]), bias: parameter(b, [outputs]),
      stride: layer.stride, padding: layer.padding, imageBias: values[1], adding: values[2])
    expect(
      y, [(values[0], x), (values[1], imageBias), (values[2], added)], reference,
      within: 2e-6 * Double(9 * inputs).squareRoot() * 3)
  }

  @Test func linear() {
    let x = Picture(shape(70, 1, 1, 37), seed: 1)
    let w = Picture(shape(1, 1, 37, 19), seed: 2)
    let b = Picture(shape(1, 1, 1, 19), seed: 3)
    let value = input(x)
    let y = tape.linear(value, parameter(w, [37, 19]), bias: parameter(b, [19]))
    let reference = Picture(shape(70, 1, 1, 19)) { n, _, _, c in
      b[0, 0, 0, c] + sum(0..<37) { x[n, 0, 0, $0] * w[0, 0, $0, c] }
    }
    expect(y, [(value, x)], reference, within: 1e-5)
  }

  @Test func groupNorm() {
    let x = Picture(shape(2, 3, 5, 12), seed: 1)
    let scale = Picture(shape(1, 1, 1, 12), seed: 2)
    let shift = Picture(shape(1, 1, 1, 12), seed: 3)
    let modulation = Picture(shape(2, 1, 1, 24), seed: 4)
    let values = [x, modulation].map(input)
    let y = tape.groupNorm(
      values[0], groups: 3, scale: parameter(scale, [12]), shift: parameter(shift, [12]),
      epsilon: 1e-5, activation: .silu, modulation: values[1])
    let reference = Picture(x.shape) { n, row, column, c in
      let group = c / 4 * 4..<c / 4 * 4 + 4
      func mean(_ term: (Double) -> Double) -> Double {
        sum(0..<15) { p in sum(group) { term(x[n, p / 5, p % 5, $0]) } } / 60
      }
      let m = mean { $0 }
      let normal = (x[n, row, column, c] - m) / (mean { ($0 - m) * ($0 - m) } + 1e-5).squareRoot()
      let z =
        (normal * scale[0, 0, 0, c] + shift[0, 0, 0, c]) * (1 + modulation[n, 0, 0, c])
        + modulation[n, 0, 0, c + 12]
      return z / (1 + exp(-z))
    }
    expect(y, [(values[0], x), (values[1], modulation)], reference, within: 1e-5)
  }

  @Test func layerNorm() {
    let x = Picture(shape(2, 1, 5, 33), seed: 1)
    let scale = Picture(shape(1, 1, 1, 33), seed: 2)
    let value = input(x)
    let y = tape.layerNorm(value, scale: parameter(scale, [33]), epsilon: 1e-5)
    let reference = Picture(x.shape) { n, _, i, c in
      let mean = sum(0..<33) { x[n, 0, i, $0] } / 33
      let variance = sum(0..<33) { (x[n, 0, i, $0] - mean) * (x[n, 0, i, $0] - mean) } / 33
      return (x[n, 0, i, c] - mean) / (variance + 1e-5).squareRoot() * scale[0, 0, 0, c]
    }
    expect(y, [(value, x)], reference, within: 1e-5)
  }

  @Test func attention() {
    let q = Picture(shape(2, 3, 3, 12), seed: 1)
    let k = Picture(shape(2, 1, 7, 12), seed: 2)
    let v = Picture(shape(2, 1, 7, 12), seed: 3)
    let values = [q, k, v].map(input)
    let y = tape.attention(query: values[0], key: values[1], value: values[2], heads: 3)
    let reference = Picture(q.shape) { n, row, column, c in
      let head = c / 4 * 4..<c / 4 * 4 + 4
      let weights = (0..<7).map { token in
        exp(sum(head) { q[n, row, column, $0] * k[n, 0, token, $0] } / 2)
      }
      return sum(0..<7) { weights[$0] * v[n, 0, $0, c] } / weights.reduce(0, +)
    }
    expect(y, Array(zip(values, [q, k, v])), reference, within: 1e-5)
  }

  @Test func softmax() {
    let x = Picture(shape(3, 1, 2, 11), seed: 1)
    let value = input(x)
    let reference = Picture(x.shape) { n, _, i, c in
      exp(x[n, 0, i, c]) / sum(0..<11) { exp(x[n, 0, i, $0]) }
    }
    expect(tape.softmax(value), [(value, x)], reference, within: 1e-6)
  }

  @Test func activations() {
    let x = Picture(shape(3, 4, 5, 7), seed: 1)
    let functions: [Activation: (Double) -> Double] = [
      .none: { $0 }, .relu: { max($0, 0) }, .silu: { $0 / (1 + exp(-$0)) },
      .gelu: { $0 * (1 + erf($0 / 2.0.squareRoot())) / 2 },
      .mish: { $0 * tanh(log1p(exp($0))) },
    ]
    #expect(Set(functions.keys) == Set(Activation.allCases))
    let value = input(x)
    let results = functions.keys.map { ($0, tape.activation(value, $0)) }
    for (activation, y) in results {
      let reference = Picture(x.shape) { functions[activation]!(x[$0, $1, $2, $3]) }
      expect(y, [(value, x)], reference, within: 1e-6)
    }
  }

  @Test func sums() {
    let (a, b) = (Picture(shape(2, 3, 5, 7), seed: 1), Picture(shape(2, 3, 5, 7), seed: 2))
    let values = [a, b].map(input)
    let y = tape.scale(tape.add(values[0], values[1], scale: 0.5), by: 3)
    let reference = Picture(a.shape) { 1.5 * (a[$0, $1, $2, $3] + b[$0, $1, $2, $3]) }
    expect(y, Array(zip(values, [a, b])), reference, within: 1e-6)
  }

  @Test func images() {
    let x = Picture(shape(2, 7, 5, 3), seed: 1)
    let other = Picture(shape(2, 7, 5, 2), seed: 2)
    let values = [x, other].map(input)
    let inputs = Array(zip(values, [x, other]))
    let results = [
      tape.concatenate(values[0], values[1]), tape.upsample(values[0]),
      tape.averagePool(values[0]), tape.spatialMean(values[0]),
    ]
    let references = [
      Picture(shape(2, 7, 5, 5)) { $3 < 3 ? x[$0, $1, $2, $3] : other[$0, $1, $2, $3 - 3] },
      Picture(shape(2, 14, 10, 3)) { x[$0, $1 / 2, $2 / 2, $3] },
      Picture(shape(2, 3, 2, 3)) { n, y, i, c in
        sum(0..<4) { x[n, 2 * y + $0 / 2, 2 * i + $0 % 2, c] } / 4
      },
      Picture(shape(2, 1, 1, 3)) { n, _, _, c in sum(0..<35) { x[n, $0 / 5, $0 % 5, c] } / 35 },
    ]
    for (y, reference) in zip(results, references) {
      expect(y, inputs, reference, within: 1e-6)
    }
  }

  /// Zeros between and around the pixels, then the filter at every or every second place.
  @Test func filteredImages() {
    let x = Picture(shape(2, 7, 8, 3), seed: 1)
    let taps = [1.0, 3, 3, 1]
    let spread = Picture(shape(2, 14, 16, 3)) {
      $1 % 2 == 0 && $2 % 2 == 0 ? x[$0, $1 / 2, $2 / 2, $3] : 0
    }
    func filter(_ picture: Picture, _ n: Int, _ y: Int, _ i: Int, _ c: Int, _ gain: Double)
      -> Double
    {
      sum(0..<16) { taps[$0 / 4] * taps[$0 % 4] * picture[n, y + $0 / 4, i + $0 % 4, c] } / 64
        * gain
    }
    let value = input(x)
    let up = tape.filteredUpsample(value)
    let down = tape.filteredDownsample(value)
    expect(
      up, [(value, x)],
      Picture(spread.shape) { filter(spread, $0, $1 - 2, $2 - 2, $3, 4) }, within: 1e-6)
    expect(
      down, [(value, x)],
      Picture(shape(2, 3, 4, 3)) { filter(x, $0, 2 * $1 - 1, 2 * $2 - 1, $3, 1) }, within: 1e-6)
  }

  @Test(arguments: SinusoidOrder.allCases, [0.0, 1])
  func timeEmbeddings(order: SinusoidOrder, shift: Double) {
    let times = [0.0, 1, 17.25, 999, 999]
    let t = Picture(shape(5, 1, 1, 1)) { n, _, _, _ in times[n] }
    let weights = Picture(shape(1, 1, 1, 4), seed: 3)
    let value = input(t)
    let sinusoids = tape.sinusoids(
      value, width: 9, order: order, frequencyShift: Float(shift), scale: 0.5)
    let fourier = tape.fourierFeatures(value, weights: parameter(weights, [4]), order: order)
    func wave(_ half: Int, _ angle: Double) -> Double {
      (half == 0) == (order == .sineFirst) ? sin(angle) : cos(angle)
    }
    expect(
      sinusoids, [(value, t)],
      Picture(shape(5, 1, 1, 9)) { n, _, _, c in
        c == 8 ? 0 : wave(c / 4, 0.5 * times[n] * pow(10000, -Double(c % 4) / (4 - shift)))
      }, within: 5e-5)
    expect(
      fourier, [(value, t)],
      Picture(shape(5, 1, 1, 8)) { n, _, _, c in
        wave(c / 4, 2 * .pi * times[n] * weights[0, 0, 0, c % 4])
      }, within: 1e-3)
  }

  @Test func embedding() {
    let table = Picture(shape(1, 1, 4, 6), seed: 1)
    let rows = tape.indices(count: 5)
    let y = tape.embedding(parameter(table, [4, 6]), rows: rows)
    let chosen: [Int32] = [3, 0, 0, 2, 1]
    tape.write(rows, from: chosen)
    let reference = Picture(shape(5, 1, 1, 6)) { n, _, _, c in table[0, 0, Int(chosen[n]), c] }
    expect(y, [], reference, within: 1e-9)
  }

  @Test func losses() {
    let (a, b) = (Picture(shape(3, 2, 2, 5), seed: 1), Picture(shape(3, 2, 2, 5), seed: 2))
    let weights = Picture(shape(3, 1, 1, 1)) { n, _, _, _ in Double(n) }
    let values = [a, b, weights].map(input)
    let error = tape.meanSquaredError(values[0], values[1], weights: values[2])
    let labels = tape.indices(count: 12)
    let entropy = tape.crossEntropy(values[0], labels: labels)
    let classes = (0..<12).map { Int32($0 % 5) }
    tape.write(labels, from: classes)
    let inputs = Array(zip(values, [a, b, weights]))
    expect(
      error, inputs,
      Picture(shape(1, 1, 1, 1)) { _, _, _, _ in
        sum(0..<60) { Double($0 / 20) * pow(a.numbers[$0] - b.numbers[$0], 2) } / 60
      }, within: 1e-6)
    expect(
      entropy, inputs,
      Picture(shape(1, 1, 1, 1)) { _, _, _, _ in
        sum(0..<12) { row in
          log(sum(0..<5) { exp(a.numbers[5 * row + $0]) })
            - a.numbers[5 * row + Int(classes[row])]
        } / 12
      }, within: 1e-6)
  }
}
