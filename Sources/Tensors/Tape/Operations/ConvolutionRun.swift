import CKernels

/// A convolution of a batch by one of the algorithms.
enum ConvolutionRun {
  case direct(DirectRun)
  case directBack(DirectRun)
  case winograd(WinogradRun)

  /// Floats.
  var sharedScratch: Int {
    if case .winograd(let run) = self { run.sharedScratch } else { 0 }
  }

  var scratchPerThread: Int {
    if case .winograd(let run) = self { run.scratchPerThread } else { 0 }
  }

  /// - Parameters:
  ///   - input: with a border.
  ///   - packed: the weights in the form of the algorithm.
  ///   - withSlot: hands out `scratchPerThread` floats.
  func callAsFunction(
    _ machine: Machine, _ packed: Site.Floats, input: Site.Floats, output: Site.Floats,
    _ epilogue: ck_epilogue, shared: Site.Floats,
    withSlot: @Sendable ((Site.Floats) -> Void) -> Void
  ) {
    switch self {
    case .direct(let run):
      run.run(
        machine, machine.kernels.floats.pointee.convolve, rows: run.shape.height, packed,
        input: input, output: output, epilogue)
    case .directBack(let run):
      run.run(
        machine, machine.kernels.floats.pointee.convolve_back, rows: run.shape.input_height,
        packed, input: input, output: output, epilogue)
    case .winograd(let run):
      run.run(
        machine, packed, input: input, output: output, epilogue, shared: shared,
        withSlot: withSlot)
    }
  }
}

/// A direct convolution, a few rows of an image at a time.
struct DirectRun {
  typealias Kernel =
    @convention(c) (
      UnsafePointer<ck_convolution>, UnsafeMutablePointer<Float>, UnsafePointer<Float>,
      UnsafePointer<Float>, Int, Int, UnsafePointer<ck_epilogue>
    ) -> Void

  let shape: ck_convolution
  let batch: Int

  /// Arithmetic operations that one thread takes at a time.
  private static let grain = 2_000_000

  func run(
    _ machine: Machine, _ kernel: Kernel, rows: Int, _ packed: Site.Floats, input: Site.Floats,
    output: Site.Floats, _ epilogue: ck_epilogue
  ) {
    nonisolated(unsafe) let (packed, input, output) = (packed, input, output)
    nonisolated(unsafe) let epilogue = epilogue
    nonisolated(unsafe) let kernel = kernel
    let shape = shape
    let work = 18 * shape.width * shape.height * shape.inputs * shape.outputs / rows
    machine.shareRanges(batch * rows, by: max(1, Self.grain / max(work, 1)), work: work) { range in
      var (shape, epilogue) = (shape, epilogue)
      kernel(&shape, output, input, packed, range.lowerBound, range.upperBound, &epilogue)
    }
  }
}
