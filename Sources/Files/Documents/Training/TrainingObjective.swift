import Experiments
import Quickstep

/// What a network learns to predict, and at which noise levels.
public struct TrainingObjective: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case noise, data, velocity, flow
    /// The data through the preconditioning of Karras et al. 2022.
    case edm
    /// The class of clean data.
    case classification
  }

  /// How the noise levels of a batch are drawn.
  public enum Times: String, CaseIterable, Sendable {
    /// t uniform on the schedule's range.
    case uniform
    /// t = 1 / (1 + e^-z) for normal z (Esser et al. 2024, equation 19).
    case logitNormal = "logit-normal"
    /// sigma/alpha = e^z for normal z (Karras et al. 2022, table 1).
    case logNormal = "log-normal"
  }

  public let kind: Kind
  /// `nil` for log-normal with `.edm`, else uniform.
  public let times: Times?
  /// Of z; `nil` for 0, or -1.2 with `.logNormal`.
  public let mean: Double?
  /// Of z; `nil` for 1, or 1.2 with `.logNormal`.
  public let deviation: Double?
  /// The standard deviation of data, for `.edm`.
  public let sigmaData: Double

  public init(_ kind: Kind, _ knobs: KnobValues) {
    self.kind = kind
    times = knobs.optionalChoice("times")
    mean = knobs.optional("mean")
    deviation = knobs.optional("deviation")
    sigmaData = knobs.real("sigma-data")
  }
}

/// All that a network can learn.
public let objectives = Catalog(
  "objective", TrainingObjective.Kind.allCases, declaration: \.declaration,
  make: TrainingObjective.init)

extension TrainingObjective.Kind {
  fileprivate var declaration: Declaration {
    switch self {
    case .noise:
      declaration(
        "noise", "the noise in a sample",
        paper: "Ho et al. 2020, Denoising Diffusion Probabilistic Models, equation 14")
    case .data: declaration("data", "the clean data in a sample")
    case .velocity:
      declaration(
        "velocity", "data turned towards noise, of the same length at all levels",
        paper: "Salimans & Ho 2022, Progressive Distillation for Fast Sampling of Diffusion Models")
    case .flow:
      declaration(
        "flow matching", "noise minus data, on straight lines between them",
        paper: "Lipman et al. 2023, Flow Matching for Generative Modeling, equation 9")
    case .edm:
      declaration(
        "preconditioned data", "data, through scales that keep all levels alike",
        paper: "Karras et al. 2022, Elucidating the Design Space, equation 8")
    case .classification: declaration("classes", "the class of clean data")
    }
  }

  private func declaration(
    _ title: String, _ summary: String, paper: String = ""
  ) -> Declaration {
    Declaration(
      rawValue, title: title, summary: summary, paper: paper,
      knobs: [
        Knob(
          "times", "how noise levels are drawn",
          .choice(TrainingObjective.Times.allCases.map(\.rawValue)), default: .automatic),
        Knob(
          "mean", "of the normal behind logit-normal and log-normal",
          .real(-100...100, step: .linear(0.1)), default: .automatic),
        Knob(
          "deviation", "of the same normal", .real(1e-3...100, step: .linear(0.1)),
          default: .automatic),
        Knob(
          "sigma-data", "standard deviation of data, for edm",
          .real(1e-6...1e6, step: .factor(1.1)), default: .real(0.5)),
      ])
  }
}
