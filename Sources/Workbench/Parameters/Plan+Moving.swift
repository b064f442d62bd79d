import Quickstep

/// Why a value cannot be changed this way.
enum ParameterError: Error, Equatable {
  case generatedLevel
  case stepsAreWritten(Int)
  case badLevel(text: String)
  case levelOrder(text: String, above: Double?, below: Double?)
  case tooFewLevels
  case tooManyLevels(limit: Int)
  case noClasses(model: String)
}

extension ParameterError: CustomStringConvertible {
  var description: String {
    switch self {
    case .generatedLevel:
      "The grid places this level. Press enter to write the levels by hand."
    case .stepsAreWritten(let count):
      "The hand-written levels make \(count) steps. Insert or delete a level, or choose a grid."
    case .badLevel(let text):
      "\"\(PrintableText(text, limit: 40))\" is no noise level. Type a number of 0 or more."
    case .levelOrder(let text, let above, let below):
      "\(PrintableText(text, limit: 40)) is out of order. Type a number "
        + [below.map { "above \(brief($0))" }, above.map { "below \(brief($0))" }]
        .compactMap { $0 }.joined(separator: " and ") + "."
    case .tooFewLevels: "A run needs two levels at least. Insert one first."
    case .tooManyLevels(let limit): "A run has \(limit) levels at most. Delete one first."
    case .noClasses(let model):
      "\(PrintableText(model, limit: 40)) has no classes to choose from. Take another model."
    }
  }
}

extension State {
  /// The plan after `count` presses of `+` on a parameter (negative: of `-`).
  func plan(moving parameter: Parameter, by count: Int) throws -> Plan {
    var changed = plan
    switch parameter {
    case .word(let key): try move(&changed, key, by: count)
    case .knob(let key, let name):
      guard let path = key.choice, let knob = plan.knob(key, name) else { break }
      let value = knob.moved(plan[keyPath: path].value(knob), by: count)
      changed[keyPath: path].knobs[name] = value
    case .level(let index):
      guard let sigmas = plan.handWrittenLevels else { throw ParameterError.generatedLevel }
      guard sigmas.indices.contains(index) else { break }
      let factor = (0..<abs(count)).reduce(1.0) { product, _ in product * 1.1 }
      let moved = count > 0 ? sigmas[index] * factor : sigmas[index] / factor
      changed = try plan.replacingLevel(index, by: moved, typed: brief(moved))
    }
    return changed
  }

  private func move(_ plan: inout Plan, _ key: PlanKey, by count: Int) throws {
    switch key {
    case .steps:
      if plan.handWrittenLevels != nil { throw ParameterError.stepsAreWritten(plan.steps) }
      plan.steps = plan.steps.moved(by: count, in: Plan.stepsRange)
    case .batch: plan.batch = plan.batch.moved(by: count, in: Plan.batchRange)
    case .seed: plan.seed = count > 0 ? plan.seed &+ UInt64(count) : plan.seed &- UInt64(-count)
    case .classes: try moveClasses(&plan, by: count)
    case .model, .schedule, .grid, .solver, .guidance, .clip:
      let names = key.declarations?.map(\.name) ?? modelList.map(\.name)
      guard let path = key.choice, !names.isEmpty else { return }
      let index = (names.firstIndex(of: plan[keyPath: path].name) ?? 0)
        .moved(by: count, in: 0...names.count - 1)
      try choose(names[index], for: key, in: &plan)
    }
  }

  private func moveClasses(_ plan: inout Plan, by count: Int) throws {
    guard let names = planModel.classNames, !names.isEmpty else {
      throw ParameterError.noClasses(model: plan.model.name)
    }
    let all: [Plan.Classes] = [.any, .each] + names.map { .one($0) }
    let present = all.firstIndex(of: plan.classes) ?? classIndex(plan, names).map { $0 + 2 } ?? 0
    plan.classes = all[present.moved(by: count, in: 0...all.count - 1)]
  }

  private func classIndex(_ plan: Plan, _ names: [String]) -> Int? {
    guard case .one(let text) = plan.classes, let index = Int(text) else { return nil }
    return names.indices.contains(index) ? index : nil
  }

  /// Chooses a component by name, with the knobs it had when it was last chosen.
  func choose(_ name: String, for key: PlanKey, in plan: inout Plan) throws {
    guard let path = key.choice, plan[keyPath: path].name != name else { return }
    if key == .grid, name == Plan.levelsGrid {
      return plan.setHandWrittenLevels(levelSigmas)
    }
    plan[keyPath: path] = knobMemory[key]?[name] ?? Choice(name)
  }
}

extension Int {
  fileprivate func moved(by count: Int, in range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self + count, range.lowerBound), range.upperBound)
  }
}
