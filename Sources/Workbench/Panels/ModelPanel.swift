import Quickstep

extension State {
  /// The models to choose from: those that are known, and the plan's own.
  public var modelList: [ModelItem] {
    models.contains { $0.name == plan.model.name }
      ? models : models + [ModelItem(name: plan.model.name, kind: "file")]
  }

  /// What is known of the plan's model.
  public var planModel: ModelItem {
    modelList.first { $0.name == plan.model.name } ?? ModelItem(name: plan.model.name, kind: "")
  }

  var modelRows: PanelRows {
    let entries = filtered(modelList, in: .model) { "\($0.name) \($0.kind) \($0.summary)" }
    var parameters: [Parameter] = [.word(.batch), .word(.seed)]
    parameters += plan.knobParameters(.model).filter { parameter in
      planModel.knobs.contains { parameter == .knob(.model, $0) }
    }
    // Last, so that nothing moves when the classes become known.
    if !(planModel.classNames ?? []).isEmpty || plan.classes != .any {
      parameters.append(.word(.classes))
    }
    return PanelRows(options: entries.map { .model($0.name) }, parameters: parameters)
  }
}
