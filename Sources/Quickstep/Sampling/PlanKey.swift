/// The words of a plan: flags of the command line, keys of a preset, parts of a run line.
public enum PlanKey: String, CaseIterable, Sendable {
  case model, schedule, grid, solver, guidance, clip
  case classes = "class"
  case steps, seed, batch

  public var summary: String {
    switch self {
    case .model: "bundled model, network folder, IDX file, folder of PNG files or mixture JSON"
    case .schedule: "path from data to noise"
    case .grid: "rule that places the noise levels"
    case .solver: "method that walks along them"
    case .guidance: "what bends the prediction"
    case .clip: "limit on the data prediction"
    case .classes: "class by number or name, any, or each in turn"
    case .steps: "number of steps, \(Plan.stepsRange.lowerBound) … \(Plan.stepsRange.upperBound)"
    case .seed: "seed of all randomness"
    case .batch: "number of samples, \(Plan.batchRange.lowerBound) … \(Plan.batchRange.upperBound)"
    }
  }
}

/// Knobs that every model has.
public let modelDeclaration = Declaration(
  "model", title: "model", summary: "what is sampled",
  knobs: [
    Knob(
      "predicts", "what the model is asked for", .choice(Prediction.allCases.map(\.rawValue)),
      default: .automatic),
    Knob(
      "limit", "use only the first images of a data set", .integer(1...1_000_000),
      default: .automatic),
  ])

extension Plan {
  /// Sets one word of the plan from text.
  /// - Throws: `DeclarationError` naming the word and what it may be.
  public mutating func set(_ key: PlanKey, _ text: String) throws(DeclarationError) {
    switch key {
    case .model:
      let (name, settings) = Choice.split(text)
      model = Choice(name, try Choice.settings(settings, of: modelDeclaration))
    case .schedule: schedule = try schedules.choice(text)
    case .grid: grid = try gridRules.choice(text)
    case .solver: solver = try solvers.choice(text)
    case .guidance: guidance = try guidances.choice(text)
    case .clip: clip = try clips.choice(text)
    case .classes:
      classes = text == "any" ? .any : text == "each" ? .each : .one(text)
    case .steps: steps = try Self.integer(text, key, Self.stepsRange)
    case .batch: batch = try Self.integer(text, key, Self.batchRange)
    case .seed:
      guard let value = UInt64(text) else {
        throw .badValue(knob: key.rawValue, text: text, range: "0 … \(UInt64.max)")
      }
      seed = value
    }
  }

  /// One word of the plan as text that `set` reads back.
  public func text(_ key: PlanKey) -> String {
    switch key {
    case .model: modelDeclaration.text(model)
    case .schedule: schedules.text(schedule)
    case .grid: gridRules.text(grid)
    case .solver: solvers.text(solver)
    case .guidance: guidances.text(guidance)
    case .clip: clips.text(clip)
    case .classes:
      switch classes {
      case .any: "any"
      case .each: "each"
      case .one(let name): name
      }
    case .steps: "\(steps)"
    case .seed: "\(seed)"
    case .batch: "\(batch)"
    }
  }

  private static func integer(
    _ text: String, _ key: PlanKey, _ range: ClosedRange<Int>
  ) throws(DeclarationError) -> Int {
    guard let value = Int(text), range.contains(value) else {
      throw .badValue(
        knob: key.rawValue, text: text, range: "\(range.lowerBound) … \(range.upperBound)")
    }
    return value
  }
}
