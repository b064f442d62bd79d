import CKernels

/// A 3x3 convolution; see `Tape.convolution`.
struct Convolution: Operation {
  let x: Value
  let weight: Weight
  let bias: Weight?
  let imageBias: Value?
  let added: Value?
  let geometry: ConvolutionGeometry
  let packed: Packed
  /// For the gradient by x.
  let packedBack: Packed?
  let result: Value

  var inputs: [Value] { [x] + [imageBias, added].compactMap(\.self) }
  var weights: [Weight] { [weight] + [bias].compactMap(\.self) }
  var readByBackward: [Value] { [x] }
  var inputsWithBorder: [Value] { [x] }
  var replaceableInput: Int? { positionOfAdded }
  var inputWithSameGradient: Int? { positionOfAdded }

  var positionOfImageBias: Int? { imageBias.map { _ in 1 } }
  private var positionOfAdded: Int? { added.map { _ in inputs.count - 1 } }

  var batch: Int { x.shape.batch }
  private var borderedCount: Int {
    batch * (geometry.inputHeight + 2) * (geometry.inputWidth + 2) * geometry.inputs
  }
  private var borderedGradientCount: Int {
    batch * (geometry.height + 2) * (geometry.width + 2) * geometry.outputs
  }

  // Scratch of `forward`: x with a border (where it has none), the biases of every image, and what
  // the algorithm needs. Of `backward`: the gradient by the result with a border, the same of
  // x, the sums of the gradient over every image, and what the algorithm needs.

  private func imageBiasCount() -> Int {
    imageBias != nil && bias != nil ? batch * geometry.outputs : 0
  }

  func workspace(_ surroundings: Surroundings) -> Workspace {
    let x = surroundings.hasBorder(x) ? 0 : lines(borderedCount)
    let run = geometry.run(batch: batch)
    let back = geometry.backRun(batch: batch)
    let byWeights = geometry.weightGradientScratch(batch: batch, surroundings.kernels)
    return Workspace(
      forwardShared: x + lines(imageBiasCount()) + run.sharedScratch,
      forwardPerThread: run.scratchPerThread,
      backwardShared: lines(borderedGradientCount) + x + lines(batch * geometry.outputs)
        + max(back.sharedScratch, byWeights.shared),
      backwardPerThread: max(back.scratchPerThread, byWeights.perThread))
  }

  /// x with a border, written to `scratch` if need be; `scratch` then begins after it.
  private func bordered(_ site: Site, _ scratch: inout Site.Floats) -> Site.Floats {
    guard !site.hasBorder(x) else { return site[x] }
    let bordered = scratch
    scratch += lines(borderedCount)
    site.border(x.shape, from: site[x], to: bordered)
    return bordered
  }

  func forward(_ site: Site) {
    var scratch = site.forwardScratch
    let input = bordered(site, &scratch)
    var epilogue = ck_epilogue()
    if let imageBias {
      epilogue.bias = UnsafePointer(site[imageBias])
      epilogue.bias_stride = geometry.outputs
      if let bias {
        let sums = scratch
        scratch += lines(imageBiasCount())
        for image in 0..<batch {
          site.floats.pointee.combine(
            sums + image * geometry.outputs, 1, site[imageBias] + image * geometry.outputs, 1,
            site[bias], geometry.outputs)
        }
        epilogue.bias = UnsafePointer(sums)
      }
    } else if let bias {
      epilogue.bias = UnsafePointer(site[bias])
    }
    if let added {
      epilogue.added = UnsafePointer(site[added])
      epilogue.added_stride = geometry.outputs
    }
    geometry.run(batch: batch).callAsFunction(
      site.machine, site[packed], input: input, output: site[result], epilogue, shared: scratch,
      withSlot: site.withForwardSlot)
  }

  // With g the gradient by the result: that by x is the convolution of g with the weights turned
  // by 180 degrees, by the weight at (ky, kx) the sum over pixels of x there times g, by the biases
  // the sum of g over pixels, by `added` g.
  func backward(_ site: Site) {
    let outputs = geometry.outputs
    if let positionOfAdded, let target = site.target(positionOfAdded) {
      site.pass(site.resultGradient, count: result.shape.count, to: target)
    }
    var scratch = site.backwardScratch
    let gradient = scratch
    scratch += lines(borderedGradientCount)
    site.border(result.shape, from: site.resultGradient, to: gradient)
    let input = bordered(site, &scratch)
    if bias != nil || imageBias != nil { backwardBiases(site, sums: scratch) }
    scratch += lines(batch * outputs)

    if let target = site.target(0) {
      var epilogue = ck_epilogue()
      epilogue.added = target.added
      epilogue.added_stride = geometry.inputs
      geometry.backRun(batch: batch).callAsFunction(
        site.machine, site[packedBack!], input: gradient, output: target.start, epilogue,
        shared: scratch, withSlot: site.withBackwardSlot)
    }
    geometry.addWeightGradient(
      site.machine, batch: batch, to: site.gradient(of: weight), input: input,
      gradient: gradient, shared: scratch, withSlot: site.withBackwardSlot)
  }

  private func backwardBiases(_ site: Site, sums: Site.Floats) {
    let outputs = geometry.outputs
    let pixels = result.shape.pixels
    nonisolated(unsafe) let start = sums
    site.machine.share(batch, work: pixels * outputs) { image in
      let sums = start + image * outputs
      sums.update(repeating: 0, count: outputs)
      site.floats.pointee.sum_rows(
        sums, site.resultGradient + image * pixels * outputs, outputs, pixels, outputs)
    }
    if let bias {
      site.floats.pointee.sum_rows(site.gradient(of: bias), sums, outputs, batch, outputs)
    }
    if let positionOfImageBias, let target = site.target(positionOfImageBias) {
      site.pass(sums, count: batch * outputs, to: target)
    }
  }
}

extension Site {
  /// Writes images with a border of zeros.
  func border(_ shape: TensorShape, from images: Floats, to bordered: Floats) {
    nonisolated(unsafe) let images = images
    nonisolated(unsafe) let bordered = bordered
    let borderedCount = (shape.height + 2) * (shape.width + 2) * shape.channels
    machine.share(shape.batch, work: borderedCount) { image in
      floats.pointee.border(
        bordered + image * borderedCount, images + image * shape.sampleCount, shape.height,
        shape.width, shape.channels)
    }
  }
}
