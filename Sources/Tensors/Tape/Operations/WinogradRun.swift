import CKernels

/// A convolution of a batch by Winograd's algorithm: transform tiles of the input, multiply with
/// the transformed weights at every frequency, transform back.
struct WinogradRun {
  let shape: ck_winograd
  let batch: Int

  init(tile: Int, height: Int, width: Int, inputs: Int, outputs: Int, batch: Int) {
    shape = ck_winograd(
      tile: tile, height: height, width: width, inputs: inputs, outputs: outputs)
    self.batch = batch
  }

  var frequencies: Int { (shape.tile + 2) * (shape.tile + 2) }

  var tiles: Int {
    batch * ((shape.height + shape.tile - 1) / shape.tile)
      * ((shape.width + shape.tile - 1) / shape.tile)
  }

  /// Many tiles are cut into blocks that go through all three steps on one thread; the numbers of
  /// a block stay in cache. With few tiles all go through each step together and the threads
  /// share out frequencies, so that each weight is read once.
  private var isBlocked: Bool { tiles > 64 }
  /// Tiles of a block: a multiple of the rows that kernels compute together. Those of 128 channels
  /// still fit into a megabyte of cache.
  private var block: Int { 24 }
  /// Tiles that one thread transforms at a time where they are not blocked.
  private var grain: Int { 4 }

  /// Floats from one frequency to the next.
  private func planes(_ tiles: Int) -> (inputs: Int, outputs: Int) {
    (ck_winograd_plane(tiles, shape.inputs), ck_winograd_plane(tiles, shape.outputs))
  }

  private func scratch(_ tiles: Int) -> Int {
    frequencies * (planes(tiles).inputs + planes(tiles).outputs)
  }

  var sharedScratch: Int { isBlocked ? 0 : scratch(tiles) }
  var scratchPerThread: Int { isBlocked ? scratch(block) : 0 }

  func run(
    _ machine: Machine, _ transformed: Site.Floats, input: Site.Floats, output: Site.Floats,
    _ epilogue: ck_epilogue, shared: Site.Floats,
    withSlot: @Sendable ((Site.Floats) -> Void) -> Void
  ) {
    nonisolated(unsafe) let (transformed, input, output) = (transformed, input, output)
    nonisolated(unsafe) let epilogue = epilogue
    let shape = shape
    let kernels = machine.kernels
    let (tiles, frequencies) = (tiles, frequencies)
    let workPerTile = 2 * frequencies * shape.inputs * shape.outputs

    let (inputPlane, outputPlane) = planes(isBlocked ? block : tiles)

    guard !isBlocked else {
      machine.shareRanges(tiles, by: block, work: workPerTile) { range in
        var (shape, epilogue) = (shape, epilogue)
        withSlot { values in
          let products = values + frequencies * inputPlane
          kernels.floats.pointee.winograd_input(
            &shape, values, inputPlane, input, range.lowerBound, range.upperBound)
          kernels.floats.pointee.winograd_products(
            &shape, products, outputPlane, values, inputPlane, transformed, range.count, 0,
            frequencies)
          kernels.floats.pointee.winograd_output(
            &shape, output, products, outputPlane, range.lowerBound, range.upperBound, &epilogue)
        }
      }
      return
    }

    nonisolated(unsafe) let values = shared
    nonisolated(unsafe) let products = shared + frequencies * inputPlane
    machine.shareRanges(tiles, by: grain, work: 10 * frequencies * shape.inputs) { range in
      var shape = shape
      kernels.floats.pointee.winograd_input(
        &shape, values + range.lowerBound * shape.inputs, inputPlane, input, range.lowerBound,
        range.upperBound)
    }
    machine.shareRanges(frequencies, by: 3, work: tiles * workPerTile / frequencies) { range in
      var shape = shape
      kernels.floats.pointee.winograd_products(
        &shape, products, outputPlane, values, inputPlane, transformed, tiles, range.lowerBound,
        range.upperBound)
    }
    machine.shareRanges(tiles, by: grain, work: 10 * frequencies * shape.outputs) { range in
      var (shape, epilogue) = (shape, epilogue)
      kernels.floats.pointee.winograd_output(
        &shape, output, products + range.lowerBound * shape.outputs, outputPlane,
        range.lowerBound, range.upperBound, &epilogue)
    }
  }
}
