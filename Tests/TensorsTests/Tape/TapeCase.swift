import Tensors
import Testing

/// A small program around an operation.
struct TapeCase: CustomTestStringConvertible, Sendable {
  enum Kind {
    /// The result has one or more rows for every sample.
    case perSample
    /// The result is one number.
    case loss
  }

  let name: String
  var kind = Kind.perSample
  let record: @Sendable (Tape, CaseRecorder) -> Value

  var testDescription: String { name }

  static let all: [TapeCase] =
    linearCases + convolutionCases + normalisationCases + attentionCases + elementwiseCases
    + imageCases + embeddingCases + lossCases

  static let linearCases = [
    TapeCase(name: "linear") { tape, at in
      tape.linear(at.variable(1, 1, 5), at.parameter(5, 7), bias: at.parameter(7))
    },
    TapeCase(name: "linear over tokens, silu, residual") { tape, at in
      tape.linear(
        at.variable(3, 11, 19), at.parameter(19, 35), bias: at.parameter(35), activation: .silu,
        adding: at.variable(3, 11, 35))
    },
    TapeCase(name: "linear without bias, gelu") { tape, at in
      tape.linear(at.variable(1, 3, 33), at.parameter(33, 17), activation: .gelu)
    },
    TapeCase(name: "chain of linear operations") { tape, at in
      var x = at.variable(1, 60, 2)
      x = tape.linear(x, at.parameter(2, 20), bias: at.parameter(20), activation: .silu)
      x = tape.linear(
        x, at.parameter(20, 37), bias: at.parameter(37), adding: at.variable(1, 60, 37))
      x = tape.linear(x, at.parameter(37, 18), activation: .gelu)
      return tape.linear(
        x, at.parameter(18, 3), bias: at.parameter(3), adding: at.variable(1, 60, 3))
    },
    TapeCase(name: "chain over many rows") { tape, at in
      let x = tape.linear(
        at.variable(40, 30, 2), at.parameter(2, 9), bias: at.parameter(9), activation: .silu)
      return tape.linear(x, at.parameter(9, 2), bias: at.parameter(2))
    },
    TapeCase(name: "linear with many weights") { tape, at in
      tape.linear(
        at.variable(1, 13, 370), at.parameter(370, 390), bias: at.parameter(390),
        activation: .silu, adding: at.variable(1, 13, 390))
    },
    TapeCase(name: "one weight twice") { tape, at in
      let weight = at.parameter(9, 9)
      let x = tape.linear(at.variable(1, 4, 9), weight, activation: .silu)
      return tape.linear(x, weight, adding: x)
    },
  ]

  static let convolutionCases = [
    TapeCase(name: "convolution, few channels") { tape, at in
      tape.convolution(
        at.variable(5, 7, 3), at.parameter(3, 3, 3, 5), bias: at.parameter(5),
        imageBias: at.variable(1, 1, 5), adding: at.variable(5, 7, 5))
    },
    TapeCase(name: "convolution, small images") { tape, at in
      tape.convolution(at.variable(4, 5, 33), at.parameter(3, 3, 33, 35))
    },
    TapeCase(name: "convolution, F4") { tape, at in
      tape.convolution(
        at.variable(13, 14, 17), at.parameter(3, 3, 17, 18), bias: at.parameter(18),
        imageBias: at.variable(1, 1, 18), adding: at.variable(13, 14, 18))
    },
    TapeCase(name: "convolution, F4 of many tiles") { tape, at in
      tape.convolution(at.variable(22, 19, 16), at.parameter(3, 3, 16, 17))
    },
    TapeCase(name: "convolution, F2") { tape, at in
      tape.convolution(
        at.variable(7, 8, 130), at.parameter(3, 3, 130, 131), bias: at.parameter(131))
    },
    TapeCase(name: "convolution, stride 2, zeros around") { tape, at in
      tape.convolution(
        at.variable(7, 10, 6), at.parameter(3, 3, 6, 9), bias: at.parameter(9), stride: 2)
    },
    TapeCase(name: "convolution, stride 2, zeros behind") { tape, at in
      tape.convolution(
        at.variable(8, 9, 20), at.parameter(3, 3, 20, 19), bias: at.parameter(19), stride: 2,
        padding: .trailing)
    },
    TapeCase(name: "convolution 1x1") { tape, at in
      tape.convolution(
        at.variable(3, 5, 7), at.parameter(1, 1, 7, 9), bias: at.parameter(9),
        adding: at.variable(3, 5, 9))
    },
    TapeCase(name: "residual block") { tape, at in
      // Results with borders, read by one convolution each; and one that two operations read.
      let x = at.variable(10, 12, 16)
      var h = tape.groupNorm(
        x, groups: 4, scale: at.parameter(16), shift: at.parameter(16), epsilon: 1e-5,
        activation: .silu)
      h = tape.convolution(
        h, at.parameter(3, 3, 16, 24), bias: at.parameter(24), imageBias: at.variable(1, 1, 24))
      h = tape.groupNorm(
        h, groups: 3, scale: at.parameter(24), shift: at.parameter(24), epsilon: 1e-5,
        activation: .silu)
      let skip = tape.convolution(x, at.parameter(1, 1, 16, 24), bias: at.parameter(24))
      let y = tape.convolution(
        h, at.parameter(3, 3, 24, 24), bias: at.parameter(24), adding: skip)
      let up = tape.convolution(tape.upsample(y), at.parameter(3, 3, 24, 3))
      let down = tape.convolution(y, at.parameter(3, 3, 24, 5), stride: 2)
      return tape.concatenate(tape.averagePool(tape.averagePool(up)), down)
    },
  ]

  static let normalisationCases =
    [Activation.none, .silu, .gelu].map { activation in
      TapeCase(name: "group norm, \(activation)") { tape, at in
        tape.groupNorm(
          at.variable(5, 7, 12), groups: 4, scale: at.parameter(12), shift: at.parameter(12),
          epsilon: 1e-5, activation: activation)
      }
    } + [
      TapeCase(name: "group norm, modulated") { tape, at in
        tape.groupNorm(
          at.variable(3, 5, 35), groups: 5, scale: at.parameter(35), shift: at.parameter(35),
          epsilon: 1e-6, activation: .silu, modulation: at.variable(1, 1, 70))
      },
      TapeCase(name: "group norm of an input") { tape, at in
        tape.groupNorm(
          at.input(3, 5, 8), groups: 8, scale: at.parameter(8), shift: at.parameter(8),
          epsilon: 1e-6, modulation: at.input(1, 1, 16))
      },
      TapeCase(name: "layer norm") { tape, at in
        tape.layerNorm(
          at.variable(1, 9, 37), scale: at.parameter(37), shift: at.parameter(37), epsilon: 1e-5)
      },
      TapeCase(name: "layer norm without weights") { tape, at in
        tape.layerNorm(at.variable(1, 70, 6), epsilon: 1e-5)
      },
    ]

  static let attentionCases = [
    TapeCase(name: "attention") { tape, at in
      tape.attention(
        query: at.variable(3, 5, 12), key: at.variable(3, 5, 12), value: at.variable(3, 5, 12),
        heads: 3)
    },
    TapeCase(name: "attention to other tokens") { tape, at in
      tape.attention(
        query: at.variable(1, 7, 17), key: at.variable(1, 33, 17), value: at.input(1, 33, 17),
        heads: 1)
    },
    TapeCase(name: "attention by tiles") { tape, at in
      tape.attention(
        query: at.variable(3, 5, 12), key: at.variable(3, 5, 12), value: at.variable(3, 5, 12),
        heads: 3, tiles: AttentionTiles(frames: 5, references: 2))
    },
    TapeCase(name: "attention of a tensor to itself") { tape, at in
      let x = at.variable(2, 3, 10)
      return tape.attention(query: x, key: x, value: x, heads: 2)
    },
  ]

  static let elementwiseCases =
    [Activation.none, .relu, .silu, .gelu, .mish].map { activation in
      TapeCase(name: "activation \(activation)") { tape, at in
        tape.activation(at.variable(3, 5, 7, gap: 0.2), activation)
      }
    } + [
      TapeCase(name: "softmax") { tape, at in tape.softmax(at.variable(1, 9, 11)) },
      TapeCase(name: "sum") { tape, at in
        tape.add(at.variable(3, 5, 7), at.variable(3, 5, 7))
      },
      TapeCase(name: "scaled sum of a tensor with itself") { tape, at in
        let x = tape.activation(at.variable(3, 5, 7), .silu)
        return tape.add(x, x, scale: 0.7)
      },
      TapeCase(name: "scale") { tape, at in tape.scale(at.variable(3, 5, 7), by: -1.5) },
      TapeCase(name: "modulation") { tape, at in
        tape.modulate(at.variable(3, 5, 7), by: at.variable(1, 1, 14))
      },
      TapeCase(name: "modulation by a value that is read again") { tape, at in
        let s = tape.activation(at.variable(1, 1, 6), .silu)
        return tape.modulate(tape.modulate(at.variable(1, 4, 3), by: s), by: s)
      },
      TapeCase(name: "rows of tables added") { tape, at in
        let x = tape.add(at.variable(1, 6, 5), rows: [0, 0, 1, 1, 2, 2], of: at.parameter(3, 5))
        return tape.add(x, rows: [1, 0, 1, 0, 1, 0], of: at.parameter(2, 5))
      },
      TapeCase(name: "rearrangement") { tape, at in
        let x = at.variable(2, 3, 4)
        let turned = tape.rearrange(
          x, order: (0..<24).map { $0 * 5 % 24 }, height: 1, width: 8, channels: 3)
        return tape.add(
          turned, tape.rearrange(x, order: Array(0..<24), height: 1, width: 8, channels: 3))
      },
      TapeCase(name: "one value read often") { tape, at in
        let x = tape.scale(at.variable(1, 3, 8), by: 0.5)
        let y = tape.add(x, tape.activation(x, .gelu))
        return tape.add(tape.softmax(tape.add(y, x)), y, scale: 1)
      },
      TapeCase(name: "another shape") { tape, at in
        let x = tape.activation(at.variable(3, 5, 2), .silu)
        return tape.linear(x.flattened, at.parameter(30, 4))
      },
    ]

  static let imageCases = [
    TapeCase(name: "concatenation") { tape, at in
      tape.concatenate(at.variable(3, 5, 4), at.variable(3, 5, 7))
    },
    TapeCase(name: "concatenation with itself") { tape, at in
      let x = at.variable(3, 5, 4)
      return tape.concatenate(x, x)
    },
    TapeCase(name: "upsampling") { tape, at in tape.upsample(at.variable(3, 5, 7)) },
    TapeCase(name: "average pool") { tape, at in tape.averagePool(at.variable(6, 9, 5)) },
    TapeCase(name: "spatial mean") { tape, at in tape.spatialMean(at.variable(5, 7, 9)) },
    TapeCase(name: "filtered upsampling") { tape, at in
      tape.filteredUpsample(at.variable(3, 5, 7))
    },
    TapeCase(name: "filtered downsampling") { tape, at in
      tape.filteredDownsample(at.variable(7, 8, 5))
    },
  ]

  static let embeddingCases = [
    TapeCase(name: "embedding") { tape, at in
      tape.embedding(at.parameter(5, 9), rows: at.indices(perSample: 1, below: 5))
    },
    TapeCase(name: "sinusoids") { tape, at in
      tape.linear(
        tape.sinusoids(at.input(1, 1, 1), width: 11, order: .cosineFirst, scale: 100),
        at.parameter(11, 4))
    },
    TapeCase(name: "Fourier features") { tape, at in
      tape.linear(
        tape.fourierFeatures(at.input(1, 1, 1), weights: at.parameter(6)), at.parameter(12, 4))
    },
  ]

  static let lossCases = [
    TapeCase(name: "mean squared error", kind: .loss) { tape, at in
      tape.meanSquaredError(
        at.variable(3, 5, 7), at.variable(3, 5, 7), weights: at.input(1, 1, 1))
    },
    TapeCase(name: "cross entropy", kind: .loss) { tape, at in
      tape.crossEntropy(at.variable(1, 3, 7), labels: at.indices(perSample: 3, below: 7))
    },
  ]
}
