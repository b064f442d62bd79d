import CKernels
import Tensors
import Testing

@Suite struct FloatWinogradTests {
  private static let cases = [
    ConvolutionReference(height: 1, width: 1, inputs: 1, outputs: 1),
    ConvolutionReference(height: 4, width: 4, inputs: 3, outputs: 24),
    ConvolutionReference(height: 5, width: 7, inputs: 24, outputs: 40),
    ConvolutionReference(height: 8, width: 8, inputs: 40, outputs: 3, images: 3),
    ConvolutionReference(height: 14, width: 13, inputs: 16, outputs: 32),
    ConvolutionReference(height: 28, width: 28, inputs: 5, outputs: 17, images: 1),
  ]

  @Test(arguments: InstructionSet.available, [4, 2])
  func outputEqualsTheSum(set: InstructionSet, tile: Int) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for reference in Self.cases {
      let plan = Plan(kernels, reference, tile: tile)
      let (values, weights) = (
        numbers.floats(reference.inputCount), Guarded(numbers.floats(reference.weightCount))
      )
      let input = reference.borderedInput(values, kernels)
      let transformed = plan.transformed(weights)
      let outputs = reference.shape.outputs
      let biases = Guarded(numbers.floats(reference.images * outputs))
      let added = Guarded(numbers.floats(reference.outputCount))
      let epilogue = ck_epilogue(
        bias: biases.start, bias_stride: outputs, added: added.start, added_stride: outputs,
        activation: CK_GELU)
      let output = plan.convolve(input, transformed, epilogue, atOnce: plan.tiles)

      let perImage = reference.shape.height * reference.shape.width * outputs
      let exact = reference.output(values, weights.values).enumerated().map { place, sum in
        let bias = Double(biases.values[place / perImage * outputs + place % outputs])
        return activated(sum + bias + Double(added.values[place]), CK_GELU)
      }
      #expect(close(output.values, exact, 3e-5), "\(reference.shape)")
      for atOnce in [1, 2, 5, 13] {
        let parts = plan.convolve(input, transformed, epilogue, atOnce: atOnce)
        #expect(sameBits(parts.values, output.values))
      }
    }
  }

  @Test(arguments: InstructionSet.available, [4, 2])
  func inputGradientEqualsTheSum(set: InstructionSet, tile: Int) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for reference in Self.cases {
      // The gradient is a convolution of its own, from the outputs to the inputs.
      let back = ConvolutionReference(
        height: reference.shape.height, width: reference.shape.width,
        inputs: reference.shape.outputs, outputs: reference.shape.inputs,
        images: reference.images)
      let plan = Plan(kernels, back, tile: tile)
      let (values, weights) = (
        numbers.floats(reference.outputCount), Guarded(numbers.floats(reference.weightCount))
      )
      let gradient = reference.borderedOutput(values, kernels)
      let result = plan.convolve(
        gradient, plan.transformedBack(weights), ck_epilogue(), atOnce: 7)
      #expect(close(result.values, reference.inputGradient(values, weights.values), 3e-5))
    }
  }

  @Test(arguments: InstructionSet.available, [4, 2])
  func weightGradientEqualsTheSum(set: InstructionSet, tile: Int) {
    let kernels = floats(set)
    var numbers = TestNumbers()
    for reference in Self.cases {
      let plan = Plan(kernels, reference, tile: tile)
      let (values, gradients) = (
        numbers.floats(reference.inputCount), numbers.floats(reference.outputCount)
      )
      let before = numbers.floats(reference.weightCount)
      let result = Guarded(before)
      plan.addWeightGradient(
        reference.borderedInput(values, kernels), reference.borderedOutput(gradients, kernels),
        to: result)
      let exact = zip(before, reference.weightGradient(values, gradients)).map { Double($0) + $1 }
      #expect(close(result.values, exact, 5e-5), "\(reference.shape)")
      #expect(result.isIntact)
    }
  }
}

/// The steps of a Winograd convolution.
private struct Plan {
  let kernels: ck_float_kernels
  let reference: ConvolutionReference
  let tile: Int
  let shape: ck_winograd

  init(_ kernels: ck_float_kernels, _ reference: ConvolutionReference, tile: Int) {
    self.kernels = kernels
    self.reference = reference
    self.tile = tile
    shape = ck_winograd(
      tile: tile, height: reference.shape.height, width: reference.shape.width,
      inputs: reference.shape.inputs, outputs: reference.shape.outputs)
  }

  var frequencies: Int { (tile + 2) * (tile + 2) }

  var tiles: Int {
    let down = (shape.height + tile - 1) / tile
    let across = (shape.width + tile - 1) / tile
    return reference.images * down * across
  }

  func transformed(_ weights: Guarded) -> Guarded {
    var shape = shape
    let result = Guarded(count: kernels.winograd_weights_count(&shape))
    for first in stride(from: 0, to: shape.inputs, by: 5) {
      kernels.winograd_weights(
        &shape, result.start, weights.start, first, min(first + 5, shape.inputs))
    }
    #expect(result.isIntact)
    return result
  }

  func transformedBack(_ weights: Guarded) -> Guarded {
    var shape = shape
    let result = Guarded(count: kernels.winograd_weights_count(&shape))
    for first in stride(from: 0, to: shape.inputs, by: 5) {
      kernels.winograd_weights_back(
        &shape, result.start, weights.start, first, min(first + 5, shape.inputs))
    }
    #expect(result.isIntact)
    return result
  }

  func convolve(
    _ input: Guarded, _ transformed: Guarded, _ epilogue: ck_epilogue, atOnce: Int
  ) -> Guarded {
    var (shape, epilogue) = (shape, epilogue)
    let output = Guarded(count: reference.outputCount)
    let inputPlane = ck_winograd_plane(atOnce, shape.inputs)
    let outputPlane = ck_winograd_plane(atOnce, shape.outputs)
    let values = Guarded(count: frequencies * inputPlane)
    let products = Guarded(count: frequencies * outputPlane)
    for first in stride(from: 0, to: tiles, by: atOnce) {
      let last = min(first + atOnce, tiles)
      kernels.winograd_input(
        &shape, values.start, inputPlane, input.start, first, last)
      kernels.winograd_products(
        &shape, products.start, outputPlane, values.start, inputPlane,
        transformed.start, last - first, 0, frequencies)
      kernels.winograd_output(
        &shape, output.start, products.start, outputPlane, first, last, &epilogue)
    }
    #expect(output.isIntact && values.isIntact && products.isIntact)
    return output
  }

  func addWeightGradient(_ input: Guarded, _ gradient: Guarded, to result: Guarded) {
    var shape = shape
    let values = Guarded(count: frequencies * tiles * shape.inputs)
    let slopes = Guarded(count: frequencies * tiles * shape.outputs)
    let sums = Guarded(zeros: frequencies * shape.inputs * shape.outputs)
    let scratch = Guarded(count: kernels.transposed_scratch)
    kernels.winograd_input(&shape, values.start, tiles * shape.inputs, input.start, 0, tiles)
    kernels.winograd_output_back(
      &shape, slopes.start, tiles * shape.outputs, gradient.start, 0, tiles)
    for f in 0..<frequencies {
      kernels.multiply_transposed(
        sums.start + f * shape.inputs * shape.outputs, shape.outputs,
        values.start + f * tiles * shape.inputs, shape.inputs,
        slopes.start + f * tiles * shape.outputs, shape.outputs, shape.inputs, shape.outputs,
        tiles, scratch.start)
    }
    kernels.winograd_weights_gradient(
      &shape, result.start, sums.start, shape.inputs * shape.outputs, 0, shape.inputs)
    #expect(values.isIntact && slopes.isIntact)
  }
}
