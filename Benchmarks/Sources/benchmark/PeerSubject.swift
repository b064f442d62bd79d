import Files
import Networks
import Tensors

/// A network or operation that the peers run too, ready for one batch size.
struct PeerSubject {
  /// Records the subject on a tape.
  private let record: (Tape) -> Recorded
  private let kernels: Kernels

  struct Recorded {
    var inputs: [Value]
    var rows: IndexInput?
    var output: Value
  }

  init(_ name: Substring, folder: String, batch: Int, with kernels: Kernels) throws {
    self.kernels = kernels
    let words = name.split(separator: "-")
    let numbers = words.dropFirst().compactMap { Int($0) }
    switch words[0] {
    case "mlp":
      let layers = try linearLayers("\(folder)/mlp.safetensors")
      record = { tape in mlp(layers, batch: batch, on: tape) }
    case "conv":
      let weight = randomParameter([3, 3, numbers[0], numbers[0]])
      let bias = randomParameter([numbers[0]])
      record = { tape in
        let x = tape.variable(picture(batch, numbers[1], channels: numbers[0]))
        return Recorded(inputs: [x], output: tape.convolution(x, weight, bias: bias))
      }
    case "norm":
      let scale = randomParameter([numbers[0]]), shift = randomParameter([numbers[0]])
      record = { tape in
        let x = tape.variable(picture(batch, numbers[1], channels: numbers[0]))
        return Recorded(
          inputs: [x],
          output: tape.groupNorm(
            x, groups: 32, scale: scale, shift: shift, epsilon: 1e-5, activation: .silu))
      }
    case "attention":
      let shape = TensorShape(
        batch: batch, height: 1, width: numbers[0], channels: numbers[1] * numbers[2])
      record = { tape in
        let (q, k, v) = (tape.variable(shape), tape.variable(shape), tape.variable(shape))
        return Recorded(
          inputs: [q, k, v],
          output: tape.attention(query: q, key: k, value: v, heads: numbers[1]))
      }
    default:
      let checkpoint = try Checkpoint("\(folder)/\(name)")
      let weights = try checkpoint.loadWeights(with: kernels)
      let network = checkpoint.network
      guard let size = checkpoint.configuration?.sampleSize else { fatalError("\(name): no size") }
      record = { tape in
        let x = tape.input(
          TensorShape(
            batch: batch, height: size.height, width: size.width, channels: network.inChannels))
        let times = tape.input(TensorShape(batch: batch, channels: 1))
        let rows = network.classKind == .none ? nil : tape.indices(count: batch)
        let output = network.record(
          NetworkInputs(sample: x, time: .real(times), classes: rows.map { .row($0) }), on: tape,
          weights)
        return Recorded(inputs: [x, times], rows: rows, output: output)
      }
    }
  }

  /// What a call does: `forward`, or `backward` (forward and backward of a squared error).
  func work(_ task: Substring) -> () -> Void {
    guard task != "forward" else {
      let tape = Tape(kernels: kernels, purpose: .inference(PackedWeights()))
      fill(record(tape), of: tape)
      return tape.forward
    }
    let gradients = Gradients()
    let tape = Tape(kernels: kernels, purpose: .training(gradients))
    let recorded = record(tape)
    let target = tape.input(recorded.output.shape)
    let loss = tape.meanSquaredError(recorded.output, target)
    fill(recorded, of: tape)
    return {
      gradients.clear()
      tape.forward()
      tape.backward(from: loss)
    }
  }

  private func fill(_ recorded: Recorded, of tape: Tape) {
    for input in recorded.inputs {
      tape.withInput(input) { values in
        for index in values.indices { values[index] = Float(index * 7919 % 2003) / 1001 - 1 }
      }
    }
    if let rows = recorded.rows { tape.write(rows, from: (0..<rows.count).map { Int32($0 % 10) }) }
  }
}

private func picture(_ batch: Int, _ side: Int, channels: Int) -> TensorShape {
  TensorShape(batch: batch, height: side, width: side, channels: channels)
}

private func randomParameter(_ dimensions: [Int]) -> Parameter {
  let count = dimensions.reduce(1, *)
  return Parameter(
    name: "\(dimensions)", dimensions: dimensions,
    values: (0..<count).map { Float($0 * 104729 % 1009) / 10090 - 0.05 })
}

/// The weights and biases of a chain of linear layers, as PyTorch stores them.
private func linearLayers(_ path: String) throws -> [(weight: Parameter, bias: Parameter)] {
  let file = try SafetensorsFile.open(path)
  return try (0..<4).map { layer in
    guard let weight = file["layers.\(layer).weight"], let bias = file["layers.\(layer).bias"]
    else {
      fatalError("\(path): layer \(layer) is missing")
    }
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    let values = try file.floats(of: weight)
    let transposed = (0..<values.count).map { values[$0 % outputs * inputs + $0 / outputs] }
    return (
      Parameter(name: weight.name, dimensions: [inputs, outputs], values: transposed),
      Parameter(name: bias.name, dimensions: [outputs], values: try file.floats(of: bias))
    )
  }
}

private func mlp(
  _ layers: [(weight: Parameter, bias: Parameter)], batch: Int, on tape: Tape
) -> PeerSubject.Recorded {
  let x = tape.input(TensorShape(batch: batch, channels: 2))
  var output = x
  for (index, layer) in layers.enumerated() {
    output = tape.linear(
      output, layer.weight, bias: layer.bias,
      activation: index == layers.count - 1 ? .none : .silu)
  }
  return PeerSubject.Recorded(inputs: [x], output: output)
}
