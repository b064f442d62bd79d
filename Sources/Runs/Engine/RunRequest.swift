import Experiments

/// What the engine is asked for.
public enum RunRequest: Hashable, Sendable {
  case run(Sentence)
  /// 2 to 16 sentences of one family in lock-step.
  case compare([Sentence])
  /// Every cell of a sweep, but those that are kept.
  case sweep(Sweep, SweepScope)

  /// Those that run, as far as what they make is saved.
  var sentences: [Sentence] {
    switch self {
    case .run(let sentence): [sentence]
    case .compare(let sentences): sentences
    case .sweep: []
    }
  }
}
