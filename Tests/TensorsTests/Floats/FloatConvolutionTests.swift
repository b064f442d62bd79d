import CKernels
import Tensors
import Testing

@Suite struct FloatConvolutionTests {
  private static let cases = [
    ConvolutionReference(height: 1, width: 1, inputs: 1, outputs: 1),
    ConvolutionReference(height: 5, width: 7, inputs: 3, outputs: 24),
    ConvolutionReference(height: 4, width: 4, inputs: 40, outputs: 40, images: 3),
    ConvolutionReference(height: 28, width: 28, inputs: 3, outputs: 5, images: 1),
    ConvolutionReference(height: 3, width: 301, inputs: 2, outputs: 3),
    ConvolutionReference(height: 8, width: 8, inputs: 17, outputs: 70),
    ConvolutionReference(height: 8, width: 8, inputs: 16, outputs: 33, stride: 2),
    ConvolutionReference(height: 7, width: 9, inputs: 5, outputs: 8, stride: 2),
    ConvolutionReference(height: 7, width: 9, inputs: 5, outputs: 8, stride: 2, lead: 0),
    ConvolutionReference(height: 8, width: 6, inputs: 19, outputs: 3, stride: 2, lead: 0),
    ConvolutionReference(height: 1, width: 1, inputs: 4, outputs: 4, stride: 2),
  ]

  @Test(arguments: InstructionSet.available)
  func outputEqualsTheSum(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for reference in Self.cases {
      var shape = reference.shape
      let (values, weights) = (
        numbers.floats(reference.inputCount), Guarded(numbers.floats(reference.weightCount))
      )
      let input = reference.borderedInput(values, kernels)
      let (inner, outputs) = (9 * shape.inputs, shape.outputs)
      let packed = Guarded(count: kernels.packed_count(inner, outputs))
      kernels.pack(packed.start, weights.start, outputs, inner, outputs)
      let biases = Guarded(numbers.floats(reference.images * outputs))
      let added = Guarded(numbers.floats(reference.outputCount))
      var epilogue = ck_epilogue(
        bias: biases.start, bias_stride: outputs, added: added.start, added_stride: outputs,
        activation: CK_SILU)
      let lines = reference.images * shape.height
      let output = Guarded(count: reference.outputCount)
      kernels.convolve(&shape, output.start, input.start, packed.start, 0, lines, &epilogue)

      let perImage = shape.height * shape.width * outputs
      let exact = reference.output(values, weights.values).enumerated().map { place, sum in
        let bias = Double(biases.values[place / perImage * outputs + place % outputs])
        return activated(sum + bias + Double(added.values[place]), CK_SILU)
      }
      #expect(close(output.values, exact, 1e-5), "\(shape)")
      #expect(output.isIntact && packed.isIntact)

      let parts = Guarded(count: reference.outputCount)
      for line in stride(from: 0, to: lines, by: 3) {
        kernels.convolve(
          &shape, parts.start, input.start, packed.start, line, min(line + 3, lines), &epilogue)
      }
      #expect(sameBits(parts.values, output.values), "\(shape)")
    }
  }

  @Test(arguments: InstructionSet.available)
  func inputGradientEqualsTheSum(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for reference in Self.cases {
      var shape = reference.shape
      let (values, weights) = (
        numbers.floats(reference.outputCount), Guarded(numbers.floats(reference.weightCount))
      )
      let gradient = reference.borderedOutput(values, kernels)
      let packed = Guarded(count: kernels.packed_count(9 * shape.outputs, shape.inputs))
      kernels.pack_back(packed.start, weights.start, shape.inputs, shape.outputs)
      let before = numbers.floats(reference.inputCount)
      let lines = reference.images * shape.input_height
      let exact = zip(before, reference.inputGradient(values, weights.values))
        .map { Double($0) + $1 }
      for atOnce in [lines, 3, 1] {
        let result = Guarded(before)
        var epilogue = ck_epilogue()
        epilogue.added = UnsafePointer(result.start)
        epilogue.added_stride = shape.inputs
        for line in stride(from: 0, to: lines, by: atOnce) {
          kernels.convolve_back(
            &shape, result.start, gradient.start, packed.start, line, min(line + atOnce, lines),
            &epilogue)
        }
        #expect(close(result.values, exact, 1e-5), "\(shape)")
        #expect(result.isIntact && packed.isIntact)
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func weightGradientEqualsTheSum(set: InstructionSet) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for reference in Self.cases {
      var shape = reference.shape
      let (values, gradients) = (
        numbers.floats(reference.inputCount), numbers.floats(reference.outputCount)
      )
      let input = reference.borderedInput(values, kernels)
      let gradient = reference.borderedOutput(gradients, kernels)
      let before = numbers.floats(reference.weightCount)
      let scratch = Guarded(count: kernels.convolve_weights_scratch(&shape))
      let result = Guarded(before)
      kernels.convolve_weights(
        &shape, result.start, input.start, gradient.start, reference.images, 0, shape.inputs, 0,
        shape.outputs, scratch.start)
      let exact = zip(before, reference.weightGradient(values, gradients)).map { Double($0) + $1 }
      #expect(close(result.values, exact, 1e-5), "\(shape)")
      #expect(result.isIntact && scratch.isIntact)

      let parts = Guarded(before)
      for i in stride(from: 0, to: shape.inputs, by: 7) {
        for o in stride(from: 0, to: shape.outputs, by: kernels.columns) {
          kernels.convolve_weights(
            &shape, parts.start, input.start, gradient.start, reference.images, i,
            min(i + 7, shape.inputs), o, min(o + kernels.columns, shape.outputs), scratch.start)
        }
      }
      #expect(sameBits(parts.values, result.values))
    }
  }
}
