/// When every array of a program is in use, which of them share memory, and which gradients are
/// begun or added to.
///
/// Operation i of n runs forward at time i and backward at time 2n - 1 - i; what can be read after
/// a run lasts until time 2n.
struct ProgramLayout {
  /// Indices of lifetimes; the plan of these lifetimes is the layout of the arena.
  struct Storages {
    var notes: Int
    var forward: Int
    var backward: Int
  }

  /// Where a gradient by an input goes.
  struct Target {
    let storage: Int
    let mode: Site.Target.Mode
  }

  let operations: [any Operation]
  private(set) var workspaces: [Workspace] = []
  private(set) var borders: [Bool]
  private(set) var lifetimes: [MemoryPlan.Lifetime] = []
  /// By value; nil where there is none.
  private(set) var valueStorages: [Int?]
  private(set) var gradientStorages: [Int?]
  /// By operation.
  private(set) var storages: [Storages] = []
  /// By operation and position; nil where nothing needs to be written.
  private(set) var targets: [[Target?]]
  /// By operation: values whose gradients must be zero before it runs backward, because it adds
  /// to one more than once.
  private(set) var cleared: [[Int]]
  /// Values that nothing reads.
  private(set) var results: Set<Int>

  private let recording: Recording
  /// The operation that computes a value.
  private let producers: [Int: Int]

  init(_ operations: [any Operation], _ recording: Recording, for kernels: Kernels, slots: Int) {
    self.operations = operations
    self.recording = recording
    producers = Dictionary(
      uniqueKeysWithValues: operations.enumerated().map { ($0.element.result.index, $0.offset) })
    borders = Array(repeating: false, count: recording.values.count)
    valueStorages = Array(repeating: nil, count: recording.values.count)
    gradientStorages = valueStorages
    targets = operations.map { Array(repeating: nil, count: $0.inputs.count) }
    cleared = Array(repeating: [], count: operations.count)
    results = Set(operations.map(\.result.index))
    for operation in operations { results.subtract(operation.inputs.map(\.index)) }
    decideBorders()
    let surroundings = Surroundings(kernels: kernels, borders: borders)
    workspaces = operations.map { $0.workspace(surroundings).aligned }
    placeValues()
    placeGradients()
    placeWorkspaces(slots: slots)
  }

  private var end: Int { 2 * operations.count }

  private func backwardTime(_ operation: Int) -> Int { 2 * operations.count - 1 - operation }

  private func runsBackward(_ operation: any Operation) -> Bool {
    recording.values[operation.result.index].wantsGradient
  }

  private func isReadable(_ value: Int) -> Bool {
    recording.values[value].isKept || recording.values[value].isInput || results.contains(value)
  }

  /// A result gets a border where all who read it want one.
  private mutating func decideBorders() {
    var wanted = Set<Value>()
    var unwanted = Set<Int>()
    for operation in operations {
      let withBorder = operation.inputsWithBorder
      wanted.formUnion(withBorder)
      unwanted.formUnion(operation.inputs.filter { !withBorder.contains($0) }.map(\.index))
    }
    for operation in operations where operation.bordersResult {
      let result = operation.result
      borders[result.index] =
        wanted.contains(result) && !unwanted.contains(result.index) && !isReadable(result.index)
        && wanted.allSatisfy { $0.index != result.index || $0 == result }
    }
  }

  private func size(of value: Value) -> Int {
    guard borders[value.index] else { return value.shape.count }
    let shape = value.shape
    return shape.batch * (shape.height + 2) * (shape.width + 2) * shape.channels
  }

  private mutating func add(size: Int, _ times: ClosedRange<Int>) -> Int {
    lifetimes.append(
      MemoryPlan.Lifetime(size: size, first: times.lowerBound, last: times.upperBound))
    return lifetimes.count - 1
  }

  private mutating func placeValues() {
    var last: [Int: Int] = [:]
    for (time, operation) in operations.enumerated() {
      for input in operation.inputs { last[input.index] = time }
      last[operation.result.index] = max(last[operation.result.index] ?? 0, time)
    }
    for (time, operation) in operations.enumerated() where runsBackward(operation) {
      for value in operation.readByBackward {
        last[value.index] = max(last[value.index] ?? 0, backwardTime(time))
      }
    }
    for value in recording.values.indices where isReadable(value) { last[value] = end }

    for (index, value) in recording.values.enumerated() where value.isInput {
      valueStorages[index] = add(size: value.count, 0...end)
    }
    for (time, operation) in operations.enumerated() {
      let result = operation.result.index
      if let position = operation.replaceableInput {
        let input = operation.inputs[position]
        let storage = valueStorages[input.index]!
        let isOnlyHere = operation.inputs.count { $0.index == input.index } == 1
        if isOnlyHere, lifetimes[storage].last == time, !borders[input.index], !borders[result] {
          lifetimes[storage].last = last[result]!
          valueStorages[result] = storage
          continue
        }
      }
      valueStorages[result] = add(size: size(of: operation.result), time...last[result]!)
    }
  }

  private mutating func placeGradients() {
    for (index, operation) in operations.enumerated().reversed() where runsBackward(operation) {
      let time = backwardTime(index)
      let result = operation.result.index
      if gradientStorages[result] == nil {
        // A result of the program: its gradient is given.
        gradientStorages[result] = add(
          size: operation.result.shape.count, operations.count...max(time, operations.count))
      }
      for position in operation.inputs.indices {
        targets[index][position] = target(of: index, position, at: time)
      }
    }
  }

  /// Decides where an operation puts the gradient by an input. Operations are asked in the order
  /// in which they run backward.
  private mutating func target(of index: Int, _ position: Int, at time: Int) -> Target? {
    let operation = operations[index]
    let input = operation.inputs[position]
    guard recording.values[input.index].wantsGradient else {
      guard operation.needsEveryTarget else { return nil }
      return Target(storage: add(size: input.shape.count, time...time), mode: .set)
    }
    if let storage = gradientStorages[input.index] { return Target(storage: storage, mode: .add) }
    let occurrences = operation.inputs.count { $0.index == input.index }
    let last = lastUseOfGradient(input.index)
    if operation.inputWithSameGradient == position, occurrences == 1 {
      let storage = gradientStorages[operation.result.index]!
      lifetimes[storage].last = max(lifetimes[storage].last, last)
      gradientStorages[input.index] = storage
      return nil
    }
    let storage = add(size: input.shape.count, time...last)
    gradientStorages[input.index] = storage
    if occurrences > 1 { cleared[index].append(input.index) }
    return Target(storage: storage, mode: occurrences > 1 ? .add : .set)
  }

  /// The gradient of a value is used up when its own operation runs backward.
  private func lastUseOfGradient(_ value: Int) -> Int {
    if recording.values[value].isInput { return end }
    return backwardTime(producers[value]!)
  }

  private mutating func placeWorkspaces(slots: Int) {
    for (time, operation) in operations.enumerated() {
      let needs = workspaces[time]
      let back = backwardTime(time)
      let isBackward = runsBackward(operation)
      storages.append(
        Storages(
          notes: add(size: isBackward ? needs.notes : 0, time...back),
          forward: add(size: needs.forwardShared + slots * needs.forwardPerThread, time...time),
          backward: add(
            size: isBackward ? needs.backwardShared + slots * needs.backwardPerThread : 0,
            back...back)))
    }
  }
}

extension Workspace {
  /// The same with every part a multiple of a cache line.
  fileprivate var aligned: Workspace {
    Workspace(
      notes: lines(notes), forwardShared: lines(forwardShared),
      forwardPerThread: lines(forwardPerThread), backwardShared: lines(backwardShared),
      backwardPerThread: lines(backwardPerThread))
  }
}
