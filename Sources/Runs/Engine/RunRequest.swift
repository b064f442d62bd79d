import Quickstep

/// Something that the engine can run.
public enum RunRequest: Hashable, Sendable {
  /// Samples as a plan says.
  case sample(Plan)
  /// Trains as the file at a path says.
  case train(String)

  public var plan: Plan? {
    switch self {
    case .sample(let plan): plan
    case .train: nil
    }
  }

  /// Whether stopping it writes what it has made, so that nothing may end it in passing.
  public var isSaved: Bool {
    switch self {
    case .sample: false
    case .train: true
    }
  }

  /// What is run, in one line.
  public var title: String {
    switch self {
    case .sample(let plan): RunLine.text(plan)
    case .train(let path): "train \(path)"
    }
  }
}
