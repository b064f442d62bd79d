import Quickstep

/// Something that the engine can run.
public enum RunRequest: Hashable, Sendable {
  /// Samples as a plan says.
  case sample(Plan)

  public var plan: Plan? {
    switch self {
    case .sample(let plan): plan
    }
  }
}
