import Experiments
import Quickstep

/// Which kind of model something is.
enum ModelKind: Hashable, Sendable {
  case mixture
  /// The ideal denoiser of so many images.
  case data(Int)
  /// A network of so many parameters.
  case network(Int)

  /// As lists write it: "mixture", "data 512", "net 35.7M".
  var text: String {
    switch self {
    case .mixture: "mixture"
    case .data(let count): "data \(count)"
    case .network(let parameters): "net \(shortCount(parameters))"
    }
  }

  /// Why no path of the model is exact; `nil` where the distribution is known.
  var pathObstacle: PathError? { if case .network = self { .notExact } else { nil } }

  /// Which of `modelDeclaration`'s knobs it has.
  var knobs: Set<String> {
    if case .data = self { ["predicts", "limit"] } else { ["predicts"] }
  }
}

extension ModelCard {
  init(_ name: String, _ kind: ModelKind, _ summary: String) {
    self.init(name, kind: kind.text, summary: summary)
    knobs = kind.knobs
    knowledge = SamplingKnowledge(pathObstacle: kind.pathObstacle)
  }
}
