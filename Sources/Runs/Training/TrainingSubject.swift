import Files
import Networks
import Quickstep

extension RunSubject {
  /// What is trained, on what and how.
  init(_ setup: TrainingSetup) {
    let document = setup.document
    let optimizer = document.optimizer, output = document.output, objective = document.objective
    let classes = setup.data.classNames.count
    self.init(
      model: [
        Fact("network", document.network.brief),
        Fact("parameters", "\(setup.network.parameterCount)"),
        Fact("data", lastName(document.data.path)),
        Fact("saved in", lastName(output.folder)),
      ],
      solver: [
        Fact("learns", objective.kind.rawValue),
        Fact("rate", KnobValue.real(optimizer.rate).text),
        Fact("warm-up", "\(optimizer.warmUp) steps"),
      ],
      steps: [
        Fact("steps", "\(optimizer.steps)"),
        Fact("batch", "\(optimizer.batch)"),
        Fact("saved", "every \(output.save)"),
      ],
      guidance: [
        Fact("classes", objective.isConditional ? "\(classes)" : "none"),
        Fact("seed", "\(optimizer.seed)"),
      ])
  }
}

extension TrainingDocument.Network {
  /// The kind of network, and the widths of its layers.
  fileprivate var brief: String {
    let (kind, widths) =
      switch self {
      case .unet(let layers): ("U-Net", layers.channels)
      case .mlp(let layers): ("MLP", layers.widths)
      case .classifier(let layers): ("classifier", layers.channels)
      }
    return "\(kind) \(widths.map(String.init).joined(separator: " "))"
  }
}

private func lastName(_ path: String) -> String {
  PrintableText(path.split(separator: "/").last.map(String.init) ?? path, limit: 60).text
}
