import Quickstep

/// One value of the plan that can be changed.
public enum Parameter: Hashable, Sendable {
  /// A word of the plan; of the solver, schedule, grid, guidance and clip the name alone.
  case word(PlanKey)
  /// A knob of the component that the word names.
  case knob(PlanKey, String)
  /// A noise level by its index.
  case level(Int)
}

extension PlanKey {
  /// The declarations that the word chooses from; `nil` where it is a number, a model or a class.
  public var declarations: [Declaration]? {
    switch self {
    case .schedule: schedules.options
    case .grid: gridRules.options
    case .solver: solvers.options
    case .guidance: guidances.declarations
    case .clip: clips.options
    case .model, .classes, .steps, .seed, .batch: nil
    }
  }

  /// The component within a plan, for words that have knobs.
  var choice: WritableKeyPath<Plan, Choice>? {
    switch self {
    case .model: \.model
    case .schedule: \.schedule
    case .grid: \.grid
    case .solver: \.solver
    case .guidance: \.guidance
    case .clip: \.clip
    case .classes, .steps, .seed, .batch: nil
    }
  }
}

extension State {
  /// What can be chosen for a word with this model: of checkpoints that say nothing of how they are
  /// sampled, nothing can be left to them.
  func declarations(_ key: PlanKey) -> [Declaration]? {
    key.declarations?.filter { $0.name != Choice.checkpoint.name || planModel.sampler != nil }
  }
}

extension Plan {
  /// The component that a word names.
  public func choice(_ key: PlanKey) -> Choice? { key.choice.map { self[keyPath: $0] } }

  /// What the component that a word names declares.
  public func declaration(_ key: PlanKey) -> Declaration? {
    guard let choice = choice(key) else { return nil }
    return key == .model
      ? modelDeclaration : key.declarations?.first { $0.name == choice.name }
  }

  func knob(_ key: PlanKey, _ name: String) -> Knob? { declaration(key)?.knob(name) }

  /// The knobs of the component that a word names.
  func knobParameters(_ key: PlanKey) -> [Parameter] {
    (declaration(key)?.knobs ?? []).map { .knob(key, $0.name) }
  }
}
