import Experiments

/// The parts of the screen, numbered as the keys that lead to them.
public enum Panel: Int, CaseIterable, Hashable, Sendable {
  case model = 1
  case solver, steps, guidance, preview, trajectory, quality, sweep, history

  public var title: String {
    switch self {
    case .model: "Model"
    case .solver: "Solver"
    case .steps: "Steps"
    case .guidance: "Guidance"
    case .preview: "Preview"
    case .trajectory: "Trajectory"
    case .quality: "Quality"
    case .sweep: "Sweep"
    case .history: "Runs"
    }
  }

  /// One letter, for where there is no room for the title.
  public var letter: String {
    switch self {
    case .model: "M"
    case .solver: "S"
    case .steps: "T"
    case .guidance: "G"
    case .preview: "P"
    case .trajectory: "J"
    case .quality: "Q"
    case .sweep: "W"
    case .history: "R"
    }
  }

  /// What part of the sentence it shows; `nil` for panels of the run.
  public var role: Role? {
    switch self {
    case .model: .model
    case .solver: .solver
    case .steps: .steps
    case .guidance: .guidance
    case .preview, .trajectory, .quality, .sweep, .history: nil
    }
  }

  /// The panels that change the sentence, in the order of thinking.
  public static let settings = allCases.filter { $0.role != nil }

  public var isSetting: Bool { role != nil }

  /// Whether it stands on the screen only where it was asked for, below the others.
  public var isLower: Bool { self == .sweep || self == .history }
}
