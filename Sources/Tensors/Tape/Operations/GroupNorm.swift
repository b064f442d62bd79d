import CKernels

/// Normalisation over groups of channels of an image; see `Tape.groupNorm`.
struct GroupNorm: Operation {
  let x: Value
  let groups: Int
  let scale: Weight
  let shift: Weight
  let modulation: Value?
  let epsilon: Float
  let activation: Activation
  let result: Value

  var inputs: [Value] { [x] + [modulation].compactMap(\.self) }
  var weights: [Weight] { [scale, shift] }
  var readByBackward: [Value] { inputs }
  var needsEveryTarget: Bool { true }
  var bordersResult: Bool { true }

  private var batch: Int { x.shape.batch }
  private var channels: Int { x.shape.channels }

  // Notes: mean and 1 / standard deviation of every group of every image.

  private var statisticsCount: Int { 2 * batch * groups }

  func workspace(_ surroundings: Surroundings) -> Workspace {
    Workspace(
      notes: statisticsCount, forwardShared: statisticsCount, forwardPerThread: 4 * channels,
      backwardShared: 4 * batch * channels, backwardPerThread: 8 * channels)
  }

  private func kernelShape(_ site: Site, image: Int) -> ck_group_norm {
    let modulation = modulation.map { UnsafePointer(site[$0] + 2 * image * channels) }
    return ck_group_norm(
      height: x.shape.height, width: x.shape.width, channels: channels, groups: groups,
      epsilon: epsilon, activation: activation.kernel, gamma: site[scale], beta: site[shift],
      scale: modulation, shift: modulation.map { $0 + channels })
  }

  /// The ranges of groups that threads take at a time.
  private var groupGrain: Int { batch >= 4 ? groups : (groups + 3) / 4 }

  func forward(_ site: Site) {
    let shape = x.shape
    let border = site.hasBorder(result) ? 1 : 0
    let row = shape.width + 2 * border
    let imageCount = row * (shape.height + 2 * border) * channels
    if border == 1 {
      for image in 0..<batch {
        site.floats.pointee.clear_border(
          site[result] + image * imageCount, shape.height, shape.width, channels)
      }
    }
    let grain = groupGrain
    let pieces = (groups + grain - 1) / grain
    site.machine.share(batch * pieces, work: 16 * shape.sampleCount / pieces) { piece in
      let image = piece / pieces
      let first = piece % pieces * grain
      let mean = (site.notes ?? site.forwardScratch) + 2 * image * groups
      var norm = kernelShape(site, image: image)
      site.withForwardSlot { scratch in
        site.floats.pointee.group_norm(
          &norm, site[result] + image * imageCount + border * (row + 1) * channels, row,
          site[x] + image * shape.sampleCount, mean, mean + groups, first,
          min(first + grain, groups), scratch)
      }
    }
  }

  func backward(_ site: Site) {
    let shape = x.shape
    let grain = groupGrain
    let pieces = (groups + grain - 1) / grain
    // For every image: the gradients by scale, by shift and by the two halves of the modulation.
    let parts = site.backwardScratch
    nonisolated(unsafe) let (byScale, byShift) = (parts, parts + batch * channels)
    nonisolated(unsafe) let byModulation = byShift + batch * channels
    nonisolated(unsafe) let byInput = site.target(0)!.zeroed(from: 0, count: shape.count)
    site.machine.share(batch * pieces, work: 30 * shape.sampleCount / pieces) { piece in
      let image = piece / pieces
      let first = piece % pieces * grain
      let mean = site.notes! + 2 * image * groups
      var norm = kernelShape(site, image: image)
      let modulated = modulation != nil ? byModulation + 2 * image * channels : nil
      site.withBackwardSlot { scratch in
        site.floats.pointee.group_norm_back(
          &norm, byInput + image * shape.sampleCount,
          site.resultGradient + image * shape.sampleCount, site[x] + image * shape.sampleCount,
          mean, mean + groups, byScale + image * channels, byShift + image * channels, modulated,
          modulated.map { $0 + channels }, first, min(first + grain, groups), scratch)
      }
    }
    site.floats.pointee.sum_rows(site.gradient(of: scale), byScale, channels, batch, channels)
    site.floats.pointee.sum_rows(site.gradient(of: shift), byShift, channels, batch, channels)
    if modulation != nil, let target = site.target(1) {
      site.pass(byModulation, count: 2 * batch * channels, to: target)
    }
  }
}

extension Tape {
  /// Group normalisation (Wu and He 2018): y = activation(n scale + shift), where n is x with mean
  /// zero and variance one over each group of neighbouring channels of each image.
  /// - Parameters:
  ///   - groups: divides the channels.
  ///   - scale: [channels].
  ///   - shift: [channels].
  ///   - epsilon: added to the variance.
  ///   - modulation: for every image 2 channels numbers s, t; then the activation is applied to
  ///     (n scale + shift) (1 + s) + t.
  public func groupNorm(
    _ x: Value, groups: Int, scale: Parameter, shift: Parameter, epsilon: Float,
    activation: Activation = .none, modulation: Value? = nil
  ) -> Value {
    let channels = x.shape.channels
    precondition(groups >= 1 && channels.isMultiple(of: groups))
    precondition(scale.count == channels && shift.count == channels)
    precondition(
      modulation.map { $0.shape == TensorShape(batch: x.shape.batch, channels: 2 * channels) }
        ?? true)
    let (scale, shift) = record { ($0.canonical(scale), $0.canonical(shift)) }
    return record(x.shape) {
      GroupNorm(
        x: x, groups: groups, scale: scale, shift: shift, modulation: modulation,
        epsilon: epsilon, activation: activation, result: $0)
    }
  }
}
