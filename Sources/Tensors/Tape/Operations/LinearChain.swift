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
    workspace.forwardPerThread = stages.count > 1 ? 2 * tileCount : 0
    workspace.backwardShared = plan.sharedByBackward
    workspace.backwardPerThread =
      4 * tileCount + surroundings.kernels.floats.pointee.transposed_scratch
    return workspace
  }

  /// Numbers of a tile at its widest.
  var tileCount: Int { plan.tile * widest }

  // The notes: the sums x W + b + added of each stage, from which `backward` finds the results again;
  // not those of a last stage without activation, which are the result of the chain.

  private func noteCount(_ stage: Int) -> Int {
    let linear = stages[stage]
    let isResult = stage == stages.count - 1 && linear.activation == .none
    return isResult ? 0 : rows * linear.outputs
  }

  /// The sums of a stage.
  func sums(_ stage: Int, _ site: Site) -> Site.Floats {
    noteCount(stage) == 0
      ? site[result] : site.notes! + stages.indices.prefix(stage).map(noteCount).reduce(0, +)
  }

  func forward(_ site: Site) {
    site.machine.shareRanges(rows, by: plan.tile, work: plan.workPerRow) { range in
      if stages.count == 1 {
        run(site, range, scratch: site[result])
      } else {
        site.withForwardSlot { run(site, range, scratch: $0) }
      }
    }
  }

  /// All stages for some rows.
  /// - Parameter scratch: two tiles, for a chain of several stages.
  private func run(_ site: Site, _ range: Range<Int>, scratch: Site.Floats) {
    var input = site[x] + range.lowerBound * stages[0].inputs
    for (stage, linear) in stages.enumerated() {
      let first = range.lowerBound * linear.outputs
      var output =
        stage == stages.count - 1 ? site[result] + first : scratch + (stage & 1) * tileCount
      if site.notes == nil {
        multiply(linear, site, range, from: input, to: output, linear.activation)
      } else {
        let sums = sums(stage, site) + first
        multiply(linear, site, range, from: input, to: sums, .none)
        if linear.activation == .none {
          output = sums
        } else {
          site.floats.pointee.activate(
            output, sums, range.count * linear.outputs, linear.activation.kernel)
        }
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
