import CKernels

extension ConvolutionGeometry {
  /// Floats that `addWeightGradient` needs.
  func weightGradientScratch(batch: Int, _ kernels: Kernels) -> (shared: Int, perThread: Int) {
    switch algorithm {
    case .direct:
      var shape = kernelShape
      return (0, kernels.floats.pointee.convolve_weights_scratch(&shape))
    case .winograd:
      let run = winograd(batch)
      let block = min(run.tiles, Self.tilesOfBlock)
      return (
        run.frequencies
          * (ck_winograd_plane(block, inputs) + ck_winograd_plane(block, outputs)
            + ck_winograd_plane(inputs, outputs)),
        kernels.floats.pointee.transposed_scratch
      )
    }
  }

  /// Adds the gradient by the weights, summed over the images of a batch. Threads share out
  /// channels or frequencies, never the sums.
  /// - Parameters:
  ///   - input: with a border.
  ///   - gradient: by the output, with a border.
  func addWeightGradient(
    _ machine: Machine, batch: Int, to weights: Site.Floats, input: Site.Floats,
    gradient: Site.Floats, shared: Site.Floats,
    withSlot: @Sendable ((Site.Floats) -> Void) -> Void
  ) {
    switch algorithm {
    case .direct:
      addDirectly(
        machine, batch, to: weights, input: input, gradient: gradient, withSlot: withSlot)
    case .winograd:
      addTransformed(
        machine, winograd(batch), to: weights, input: input, gradient: gradient, shared: shared,
        withSlot: withSlot)
    }
  }

  private func addDirectly(
    _ machine: Machine, _ batch: Int, to weights: Site.Floats, input: Site.Floats,
    gradient: Site.Floats, withSlot: @Sendable ((Site.Floats) -> Void) -> Void
  ) {
    nonisolated(unsafe) let (weights, input, gradient) = (weights, input, gradient)
    let shape = kernelShape
    let kernels = machine.kernels
    let inputGrain = kernels.floats.pointee.rows
    let outputGrain = 2 * kernels.floats.pointee.columns
    let inputPieces = (inputs + inputGrain - 1) / inputGrain
    let outputPieces = (outputs + outputGrain - 1) / outputGrain
    let work = 18 * batch * height * width * inputGrain * outputGrain
    machine.share(inputPieces * outputPieces, work: work) { piece in
      let firstInput = piece / outputPieces * inputGrain
      let firstOutput = piece % outputPieces * outputGrain
      var shape = shape
      withSlot { scratch in
        kernels.floats.pointee.convolve_weights(
          &shape, weights, input, gradient, batch, firstInput,
          min(firstInput + inputGrain, inputs), firstOutput,
          min(firstOutput + outputGrain, outputs), scratch)
      }
    }
  }

  // In Winograd's form Y = A^T ((G w G^T) * (B^T x B)) A the gradient by w of a tile is
  // G^T ((A y' A^T) * (B^T x B)) G with y' the gradient by Y; the products at a frequency are summed
  // over tiles by a matrix product, block after block.

  private static let tilesOfBlock = 64

  private func winograd(_ batch: Int) -> WinogradRun {
    guard case .winograd(let tile) = algorithm else {
      preconditionFailure("a direct convolution has no tiles")
    }
    return WinogradRun(
      tile: tile, height: height, width: width, inputs: inputs, outputs: outputs, batch: batch)
  }

  private func addTransformed(
    _ machine: Machine, _ run: WinogradRun, to weights: Site.Floats, input: Site.Floats,
    gradient: Site.Floats, shared: Site.Floats,
    withSlot: @Sendable ((Site.Floats) -> Void) -> Void
  ) {
    nonisolated(unsafe) let (weights, input, gradient) = (weights, input, gradient)
    let shape = run.shape
    let kernels = machine.kernels
    let (inputs, outputs, frequencies) = (inputs, outputs, run.frequencies)
    let block = min(run.tiles, Self.tilesOfBlock)
    let plane = ck_winograd_plane(inputs, outputs)
    let (inputPlane, outputPlane) = (
      ck_winograd_plane(block, inputs), ck_winograd_plane(block, outputs)
    )
    nonisolated(unsafe) let sums = shared
    nonisolated(unsafe) let values = sums + frequencies * plane
    nonisolated(unsafe) let gradients = values + frequencies * inputPlane
    sums.update(repeating: 0, count: frequencies * plane)
    for first in Swift.stride(from: 0, to: run.tiles, by: block) {
      let count = min(block, run.tiles - first)
      let work = 10 * frequencies * (inputs + outputs)
      machine.shareRanges(count, by: 16, work: work) { range in
        var shape = shape
        kernels.floats.pointee.winograd_input(
          &shape, values + range.lowerBound * inputs, inputPlane, input,
          first + range.lowerBound, first + range.upperBound)
        kernels.floats.pointee.winograd_output_back(
          &shape, gradients + range.lowerBound * outputs, outputPlane, gradient,
          first + range.lowerBound, first + range.upperBound)
      }
      machine.share(frequencies, work: 2 * count * inputs * outputs) { frequency in
        withSlot { scratch in
          kernels.floats.pointee.multiply_transposed(
            sums + frequency * plane, outputs, values + frequency * inputPlane, inputs,
            gradients + frequency * outputPlane, outputs, inputs, outputs, count, scratch)
        }
      }
    }
    machine.shareRanges(inputs, by: 8, work: 10 * frequencies * outputs) { range in
      var shape = shape
      kernels.floats.pointee.winograd_weights_gradient(
        &shape, weights, sums, plane, range.lowerBound, range.upperBound)
    }
  }
}
