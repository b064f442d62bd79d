/// A planned tape: its operations with their places in memory.
final class Program {
  private struct Step {
    let operation: any Operation
    let site: Site
    let runsBackward: Bool
    /// Gradients to set to zero before `backward`.
    let cleared: [UnsafeMutableBufferPointer<Float>]
  }

  /// A packed form that is made anew for every run, because training changes the parameter.
  private struct Packing {
    let form: PackedForm
    let pass: Recording.Pass
    let parameter: Parameter
    let buffer: FloatBuffer
  }

  let memory: ProgramMemory
  private let machine: Machine
  private let recording: Recording
  private let results: Set<Int>
  private let gradientPlaces: [UnsafeMutablePointer<Float>?]
  private var steps: ContiguousArray<Step> = []
  private var packings: [Packing] = []
  /// Keeps what the tables of `memory` point to.
  private let purpose: Tape.Purpose

  /// Floats of the arena that a program of this recording will have.
  static func plannedFloats(_ recording: Recording, on machine: Machine) -> Int {
    let layout = ProgramLayout(
      LinearChain.chaining(recording), recording, for: machine.kernels, slots: machine.slotCount)
    return MemoryPlan(layout.lifetimes).total
  }

  init(_ recording: Recording, on machine: Machine, purpose: Tape.Purpose) {
    self.recording = recording
    self.purpose = purpose
    self.machine = machine
    let layout = ProgramLayout(
      LinearChain.chaining(recording), recording, for: machine.kernels, slots: machine.slotCount)
    let plan = MemoryPlan(layout.lifetimes)
    let memory = ProgramMemory(recording, floats: plan.total)
    func place(_ storage: Int) -> UnsafeMutablePointer<Float> {
      memory.arena.start + plan.offsets[storage]
    }
    for (value, storage) in layout.valueStorages.enumerated() {
      memory.values[value] = place(storage ?? 0)
      memory.borders[value] = layout.borders[value]
    }
    let gradients = layout.gradientStorages.map { $0.map(place) }
    self.memory = memory
    results = layout.results
    gradientPlaces = gradients
    for (index, operation) in layout.operations.enumerated() {
      let storages = layout.storages[index]
      let gradient = gradients[operation.result.index]
      let targets = layout.targets[index].map { target in
        target.map { Site.Target(start: place($0.storage), mode: $0.mode) }
      }
      let site = Site(
        machine, memory, resultGradient: gradient ?? memory.arena.start, targets: targets,
        places: Site.Places(
          notes: gradient == nil ? nil : place(storages.notes), forward: place(storages.forward),
          backward: place(storages.backward), sizes: layout.workspaces[index]))
      steps.append(
        Step(
          operation: operation, site: site, runsBackward: gradient != nil,
          cleared: layout.cleared[index].map {
            UnsafeMutableBufferPointer(start: gradients[$0]!, count: recording.values[$0].count)
          }))
    }
    placeParameters()
    for index in recording.values.indices where recording.values[index].isInput {
      memory.values[index].update(repeating: 0, count: recording.values[index].count)
    }
  }

  private func placeParameters() {
    for (index, parameter) in recording.parameters.enumerated() {
      let forms = recording.forms.enumerated().filter { $0.element.weight.index == index }
      switch purpose {
      case .inference(let weights):
        for (form, record) in forms {
          memory.packed[form] = weights.form(record.form, of: parameter, on: machine)
        }
        if recording.readCanonically.contains(index) {
          memory.parameters[index] = parameter.values.start
        } else {
          weights.finished(with: parameter)
        }
      case .training(let gradients):
        for (form, record) in forms {
          let buffer = FloatBuffer(count: record.form.count(parameter.dimensions, machine.kernels))
          memory.packed[form] = buffer.start
          packings.append(
            Packing(form: record.form, pass: record.pass, parameter: parameter, buffer: buffer))
        }
        memory.parameters[index] = parameter.values.start
        memory.parameterGradients[index] = gradients[parameter].start
      }
    }
  }

  func isReadable(_ value: Value) -> Bool {
    let record = recording.values[value.index]
    return record.isInput || record.isKept || results.contains(value.index)
  }

  func forward() {
    pack(.forward)
    for index in steps.indices { steps[index].operation.forward(steps[index].site) }
  }

  /// - Parameter begin: fills in the gradient by `result`, which starts as 0.
  func backward(from result: Value, begin: (UnsafeMutableBufferPointer<Float>) -> Void) {
    precondition(
      results.contains(result.index) && gradientPlaces[result.index] != nil,
      "a gradient begins at a result of a training tape that depends on a parameter or variable")
    pack(.backward)
    for step in steps where results.contains(step.operation.result.index) && step.runsBackward {
      let value = step.operation.result
      let gradient = UnsafeMutableBufferPointer(
        start: step.site.resultGradient, count: value.shape.count)
      gradient.update(repeating: 0)
      if value.index == result.index { begin(gradient) }
    }
    for index in steps.indices.reversed() where steps[index].runsBackward {
      for gradient in steps[index].cleared { gradient.update(repeating: 0) }
      steps[index].operation.backward(steps[index].site)
    }
  }

  func gradient(of variable: Value) -> UnsafeMutablePointer<Float> {
    guard recording.values[variable.index].isInput, let place = gradientPlaces[variable.index]
    else { preconditionFailure("only variables that a result depends on have gradients to read") }
    return place
  }

  private func pack(_ pass: Recording.Pass) {
    for packing in packings where packing.pass == pass {
      let parameter = packing.parameter
      packing.form.pack(
        parameter.values.start, parameter.dimensions, into: packing.buffer.start, on: machine)
    }
  }
}
