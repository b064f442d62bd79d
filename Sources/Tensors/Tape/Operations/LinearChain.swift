import CKernels

/// Linear operations of which each reads the result of the one before, and nobody else does.
///
/// They run through all of them with a few rows at a time, whose numbers stay in cache. As rows do
/// not depend on each other, the bits are those of one operation after the other.
struct LinearChain: Operation {
  let stages: [Linear]
  let plan: RowPlan
  /// The most numbers of a row anywhere in the chain.
  let widest: Int

  init(_ stages: [Linear]) {
    self.stages = stages
    plan = RowPlan(stages)
    widest = stages.map { max($0.inputs, $0.outputs) }.max()!
  }

  var x: Value { stages[0].x }
  var result: Value { stages.last!.result }
  var rows: Int { plan.rows }

  var inputs: [Value] { [x] + stages.compactMap(\.added) }
  var weights: [Weight] { stages.flatMap { [$0.weight] + [$0.bias].compactMap(\.self) } }
  var readByBackward: [Value] { [x] }

  /// The residual of the last stage: each number is read just before its place is written.
  var replaceableInput: Int? {
    stages.last!.added.map { _ in inputs.count - 1 }
  }

  var inputWithSameGradient: Int? {
    stages.last!.activation == .none ? replaceableInput : nil
  }

  func workspace(_ surroundings: Surroundings) -> Workspace {
    var workspace = Workspace()
    workspace.notes = stages.indices.map(noteCount).reduce(0, +)
    workspace.forwardPerThread = stages.count > 1 ? 2 * plan.tile * widest : 0
    workspace.backwardShared = plan.sharedByBackward
    workspace.backwardPerThread =
      2 * plan.tile * widest
      + surroundings.kernels.floats.pointee.transposed_scratch
    return workspace
  }

  // The notes: for each stage, what its activation was applied to (where there is one), then
  // its result (but that of the last is the result of the chain).

  private func noteCount(_ stage: Int) -> Int {
    let linear = stages[stage]
    return rows * linear.outputs
      * ((linear.activation == .none ? 0 : 1) + (stage == stages.count - 1 ? 0 : 1))
  }

  private func noteStart(_ stage: Int) -> Int {
    stages.indices.prefix(stage).map(noteCount).reduce(0, +)
  }

  /// What the activation of a stage was applied to.
  func sums(_ stage: Int, _ site: Site) -> Site.Floats {
    site.notes! + noteStart(stage)
  }

  /// The result of a stage, kept for `backward`.
  func kept(_ stage: Int, _ site: Site) -> Site.Floats {
    guard stage < stages.count - 1 else { return site[result] }
    let linear = stages[stage]
    return site.notes! + noteStart(stage)
      + (linear.activation == .none ? 0 : rows * linear.outputs)
  }

  func forward(_ site: Site) {
    site.machine.shareRanges(rows, by: plan.tile, work: plan.workPerRow) { range in
      if site.notes != nil {
        forwardWithNotes(site, range)
      } else if stages.count == 1 {
        let linear = stages[0]
        multiply(
          linear, site, range, from: site[x] + range.lowerBound * linear.inputs,
          to: site[result] + range.lowerBound * linear.outputs, linear.activation)
      } else {
        site.withForwardSlot { forward(site, range, scratch: $0) }
      }
    }
  }

  private func forward(_ site: Site, _ range: Range<Int>, scratch: Site.Floats) {
    let half = plan.tile * widest
    var input = site[x] + range.lowerBound * stages[0].inputs
    for stage in stages.indices {
      let output =
        stage == stages.count - 1
        ? site[result] + range.lowerBound * stages[stage].outputs
        : scratch + (stage & 1) * half
      multiply(stages[stage], site, range, from: input, to: output, stages[stage].activation)
      input = output
    }
  }

  private func forwardWithNotes(_ site: Site, _ range: Range<Int>) {
    var input = site[x] + range.lowerBound * stages[0].inputs
    for stage in stages.indices {
      let linear = stages[stage]
      let first = range.lowerBound * linear.outputs
      let output = kept(stage, site) + first
      if linear.activation == .none {
        multiply(linear, site, range, from: input, to: output, .none)
      } else {
        let sums = sums(stage, site) + first
        multiply(linear, site, range, from: input, to: sums, .none)
        site.floats.pointee.activate(
          output, sums, range.count * linear.outputs, linear.activation.kernel)
      }
      input = output
    }
  }

  /// One stage for some rows; `input` and `output` begin at the first of them.
  private func multiply(
    _ linear: Linear, _ site: Site, _ range: Range<Int>, from input: Site.Floats,
    to output: Site.Floats, _ activation: Activation
  ) {
    var epilogue = ck_epilogue()
    if let bias = linear.bias { epilogue.bias = UnsafePointer(site[bias]) }
    if let added = linear.added {
      epilogue.added = UnsafePointer(site[added] + range.lowerBound * linear.outputs)
      epilogue.added_stride = linear.outputs
    }
    epilogue.activation = activation.kernel
    site.floats.pointee.multiply(
      output, linear.outputs, input, linear.inputs, site[linear.packed], range.count,
      linear.outputs, linear.inputs, &epilogue)
  }

  func backward(_ site: Site) {
    if plan.isTiled { backwardTiled(site) } else { backwardWhole(site) }
  }
}

extension LinearChain {
  /// Puts linear operations that follow each other into chains.
  static func chaining(_ recording: Recording) -> [any Operation] {
    var readers: [Int: Int] = [:]
    for operation in recording.operations {
      for input in operation.inputs { readers[input.index, default: 0] += 1 }
    }
    var operations: [any Operation] = []
    for operation in recording.operations {
      guard let next = operation as? LinearChain, let last = operations.last as? LinearChain,
        next.x.index == last.result.index, readers[last.result.index] == 1,
        next.x.shape.rows == last.result.shape.rows, !recording.values[next.x.index].isKept,
        RowPlan.allowsChain(last.stages + next.stages)
      else {
        operations.append(operation)
        continue
      }
      operations[operations.count - 1] = LinearChain(last.stages + next.stages)
    }
    return operations
  }
}
