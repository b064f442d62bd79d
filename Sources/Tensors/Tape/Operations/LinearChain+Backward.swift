import CKernels

// With g the gradient by the sums before the activation (that by the result times the derivative):
// the gradient by x is g W^T, by W it is x^T g, by b the sum of the rows of g, by `added` g.

extension LinearChain {
  /// Tile by tile through all stages. The sums over rows are taken chunk by chunk, each in memory
  /// of its own, and the chunks are added in order.
  func backwardTiled(_ site: Site) {
    let plan = plan
    site.machine.share(plan.chunkCount, work: 3 * plan.chunk * plan.workPerRow) { chunk in
      let rows = chunk * plan.chunk..<min((chunk + 1) * plan.chunk, plan.rows)
      let partial = plan.chunkCount > 1 ? site.backwardScratch + chunk * plan.gradientCount : nil
      partial?.update(repeating: 0, count: plan.gradientCount)
      site.withBackwardSlot { scratch in
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: plan.tile) {
          backward(
            site, first..<min(first + plan.tile, rows.upperBound), partial: partial,
            scratch: scratch)
        }
      }
    }
    if plan.chunkCount > 1 { addPartials(site) }
  }

  /// One tile. The gradients by parameters are added to `partial` (weight and bias of the first
  /// stage, of the second, …), or at once to their places.
  /// - Parameter scratch: four tiles, and what sums over rows need.
  private func backward(
    _ site: Site, _ tile: Range<Int>, partial: Site.Floats?, scratch: Site.Floats
  ) {
    let floats = site.floats.pointee
    let (found, slopes) = (scratch, scratch + tileCount)
    let gradients = [scratch + 2 * tileCount, scratch + 3 * tileCount]
    let rest = scratch + 4 * tileCount
    /// The results of a stage, and the slopes of its activation if it has one.
    func results(_ stage: Int) -> Site.Floats {
      let linear = stages[stage]
      let sums = sums(stage, site) + tile.lowerBound * linear.outputs
      guard linear.activation != .none else { return sums }
      floats.activate_with_slope(
        found, slopes, sums, tile.count * linear.outputs, linear.activation.kernel)
      return found
    }

    var gradient = site.resultGradient + tile.lowerBound * result.shape.channels
    if let last = stages.last, last.activation != .none {
      _ = results(stages.count - 1)
      let bySums = gradients[stages.count & 1]
      floats.product(bySums, gradient, slopes, tile.count * last.outputs)
      gradient = bySums
    }
    var partialStart = plan.gradientCount
    var addedPosition = inputs.count - 1
    for stage in stages.indices.reversed() {
      let linear = stages[stage]
      let (inputs, outputs) = (linear.inputs, linear.outputs)
      if linear.added != nil {
        if let target = site.target(addedPosition) {
          let start = target.start + tile.lowerBound * outputs
          site.pass(
            gradient, count: tile.count * outputs,
            to: Site.Target(start: start, mode: target.mode))
        }
        addedPosition -= 1
      }

      partialStart -= linear.weight.count + outputs
      let byWeight = partial.map { $0 + partialStart } ?? site.gradient(of: linear.weight)
      let input = stage == 0 ? site[x] + tile.lowerBound * inputs : results(stage - 1)
      floats.multiply_transposed(
        byWeight, outputs, input, inputs, gradient, outputs, inputs, outputs, tile.count, rest)
      if let bias = linear.bias {
        let byBias = partial.map { $0 + partialStart + linear.weight.count }
        floats.sum_rows(
          byBias ?? site.gradient(of: bias), gradient, outputs, tile.count, outputs)
      }

      var epilogue = ck_epilogue()
      if stage > 0 {
        let bySums = gradients[stage & 1]
        floats.multiply(
          bySums, inputs, gradient, outputs, site[linear.packedBack!], tile.count, inputs,
          outputs, &epilogue)
        if stages[stage - 1].activation != .none {
          floats.product(bySums, bySums, slopes, tile.count * inputs)
        }
        gradient = bySums
      } else if let target = site.target(0) {
        let start = target.start + tile.lowerBound * inputs
        epilogue.added = target.mode == .add ? UnsafePointer(start) : nil
        epilogue.added_stride = inputs
        floats.multiply(
          start, inputs, gradient, outputs, site[linear.packedBack!], tile.count, inputs, outputs,
          &epilogue)
      }
    }
  }

  private func addPartials(_ site: Site) {
    var start = 0
    for linear in stages {
      addPartials(site, from: start, to: linear.weight)
      if let bias = linear.bias {
        addPartials(site, from: start + linear.weight.count, to: bias)
      }
      start += linear.weight.count + linear.outputs
    }
  }

  private func addPartials(_ site: Site, from start: Int, to weight: Weight) {
    let plan = plan
    site.machine.shareRanges(weight.count, by: 4096, work: 2 * plan.chunkCount) { range in
      let out = site.gradient(of: weight) + range.lowerBound
      for chunk in 0..<plan.chunkCount {
        let partial =
          site.backwardScratch + chunk * plan.gradientCount + start + range.lowerBound
        site.floats.pointee.combine(out, 1, out, 1, partial, range.count)
      }
    }
  }

  /// A single stage with many weights: one gradient after the other.
  func backwardWhole(_ site: Site) {
    let linear = stages[0]
    let (inputs, outputs) = (linear.inputs, linear.outputs)
    let rows = plan.rows
    if linear.activation != .none {
      site.machine.shareRanges(rows * outputs, by: Site.elementGrain, work: 20) { range in
        let bySums = site.backwardScratch + range.lowerBound
        bySums.update(repeating: 0, count: range.count)
        site.floats.pointee.activate_back(
          bySums, site.resultGradient + range.lowerBound, sums(0, site) + range.lowerBound,
          range.count, linear.activation.kernel)
      }
    }
    /// The gradient by the sums.
    @Sendable func gradient() -> Site.Floats {
      linear.activation == .none ? site.resultGradient : site.backwardScratch
    }
    if linear.added != nil, let target = site.target(1) {
      site.pass(gradient(), count: rows * outputs, to: target)
    }
    site.machine.shareRanges(inputs, by: 56, work: 2 * rows * outputs) { range in
      site.withBackwardSlot { scratch in
        site.floats.pointee.multiply_transposed(
          site.gradient(of: linear.weight) + range.lowerBound * outputs, outputs,
          site[x] + range.lowerBound, inputs, gradient(), outputs, range.count, outputs, rows,
          scratch)
      }
    }
    if let bias = linear.bias {
      site.machine.shareRanges(outputs, by: 64, work: rows) { range in
        site.floats.pointee.sum_rows(
          site.gradient(of: bias) + range.lowerBound, gradient() + range.lowerBound, outputs,
          rows, range.count)
      }
    }
    if site.target(0) != nil {
      site.machine.shareRanges(rows, by: plan.tile, work: plan.workPerRow) { range in
        let target = site.target(0)!
        let start = target.start + range.lowerBound * inputs
        var epilogue = ck_epilogue()
        epilogue.added = target.mode == .add ? UnsafePointer(start) : nil
        epilogue.added_stride = inputs
        site.floats.pointee.multiply(
          start, inputs, gradient() + range.lowerBound * outputs, outputs,
          site[linear.packedBack!], range.count, inputs, outputs, &epilogue)
      }
    }
  }
}
