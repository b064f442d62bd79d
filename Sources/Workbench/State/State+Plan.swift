import Quickstep

extension State {
  /// Replaces the plan, so that it can be undone.
  /// - Parameter parameter: what changed; direct repeats of one count as one change.
  mutating func change(_ new: Plan, _ parameter: Parameter? = nil) {
    guard new != plan else { return }
    history.record(plan, changed: parameter)
    adopt(new)
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
    forecast = Forecast(new, classNames: planModel.classNames)
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

  /// Whether the plan differs from that of the run shown.
  public var isEdited: Bool { run.map { $0.plan != plan } ?? false }
}
