import Quickstep

extension State {
  /// Replaces the plan, so that it can be undone.
  /// - Parameter parameter: what changed; direct repeats of one count as one change.
  mutating func change(_ new: Plan, _ parameter: Parameter? = nil) {
    guard new != plan else { return }
    let new = followingModel(new)
    history.record(plan, changed: parameter)
    adopt(new)
  }

  /// A plan in which nothing but the model was chosen, with the new model's defaults in place of
  /// the old one's wherever nobody chose anything else.
  private mutating func followingModel(_ new: Plan) -> Plan {
    let changed = PlanDefaults.keys.filter { new.text($0) != plan.text($0) }
    guard new.model.name != plan.model.name, changed.isEmpty else {
      if new.model.name != plan.model.name { modelFollowed = nil }
      modelFollowed?.untouched.removeAll(where: changed.contains)
      return new
    }
    let untouched = untouchedWords
    modelFollowed = nil
    guard let item = models.first(where: { $0.name == new.model.name }), item.classNames != nil
    else {
      modelFollowed = (new.model.name, untouched)
      return new
    }
    return new.taking(item.defaults, for: untouched)
  }

  /// The words that nobody chose: those that were left alone before the present model was known,
  /// else those that stand as it wants them.
  private var untouchedWords: [PlanKey] {
    if let modelFollowed, modelFollowed.name == plan.model.name { return modelFollowed.untouched }
    let untouched = plan.withDefaults(planModel.defaults)
    return PlanDefaults.keys.filter { plan.text($0) == untouched.text($0) }
  }

  /// Takes the defaults of a model that was chosen before it was known.
  mutating func follow(_ item: ModelItem) {
    guard let (name, untouched) = modelFollowed, name == item.name else { return }
    modelFollowed = nil
    adopt(plan.taking(item.defaults, for: untouched))
  }

  /// Makes a plan the present one, remembers its knobs and foresees its levels and cost.
  mutating func adopt(_ new: Plan) {
    plan = new
    for key in PlanKey.allCases {
      guard let choice = new.choice(key) else { continue }
      knobMemory[key, default: [:]][choice.name] = choice
    }
    if !models.contains(where: { $0.name == new.model.name }), models.count < 1000 {
      models.append(ModelItem(name: new.model.name, kind: "file"))
    }
    dropRefusedModels()
    forecast = Forecast(new, planModel)
  }

  /// Forgets models that could not be loaded, so that they are tried anew when named again.
  mutating func dropRefusedModels() {
    for name in refusedModels where name != plan.model.name {
      models.removeAll { $0.name == name }
      modelsAsked.remove(name)
      refusedModels.remove(name)
    }
  }

  /// Tries to change the plan; says why where that fails.
  mutating func attempt(_ parameter: Parameter?, _ make: (State) throws -> Plan) {
    do {
      change(try make(self), parameter)
    } catch {
      complain("\(error)")
    }
  }
}

extension Plan {
  /// What this plan would be if nobody had chosen anything.
  fileprivate func withDefaults(_ defaults: PlanDefaults) -> Plan {
    taking(defaults, for: PlanDefaults.keys)
  }

  /// The keys `untouched` as the standard plan has them, changed by defaults.
  fileprivate func taking(_ defaults: PlanDefaults, for untouched: [PlanKey]) -> Plan {
    var plan = self
    let standard = Plan()
    for key in untouched { try? plan.set(key, defaults.words[key] ?? standard.text(key)) }
    return plan
  }
}
