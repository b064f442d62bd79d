import Experiments

/// Something that the engine can run.
public enum RunRequest: Hashable, Sendable {
  /// Runs what a sentence says.
  case sentence(Sentence)
  /// Trains as the file at a path says.
  case train(String)

  public var sentence: Sentence? {
    switch self {
    case .sentence(let sentence): sentence
    case .train: nil
    }
  }
}
