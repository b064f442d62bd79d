import Experiments
import Quickstep

/// AdamW with warm-up, limited gradients and an average of the weights
/// (Loshchilov & Hutter 2019, algorithm 2).
public struct AdamWSettings: Component, Hashable {
  public let rate, beta1, beta2, weightDecay: Double
  /// Steps in which the rate rises to its full value.
  public let warmUp: Int
  /// The longest gradient.
  public let clip: Double
  /// Of the moving average of the weights, after many steps.
  public let averageDecay: Double

  public static let declaration = Declaration(
    "adamw", title: "AdamW", summary: "steps by mean and spread of the gradient so far",
    paper: "Loshchilov & Hutter 2019, Decoupled Weight Decay Regularization",
    knobs: [
      Knob(
        "rate", "learning rate of AdamW after warm-up", .real(1e-9...10, step: .factor(1.25)),
        default: .real(1e-3)),
      Knob(
        "beta1", "decay of the mean gradient", .real(0...0.9999, step: .linear(0.01)),
        default: .real(0.9)),
      Knob(
        "beta2", "decay of the mean squared gradient", .real(0...0.99999, step: .linear(0.001)),
        default: .real(0.99)),
      Knob(
        "weight-decay", "decay of weights, times the rate", .real(0...10, step: .linear(0.01)),
        default: .real(0)),
      Knob(
        "warm-up", "steps in which the rate rises", .integer(0...10_000_000),
        default: .integer(500)),
      Knob("clip", "longest gradient", .real(1e-9...1e9, step: .factor(1.25)), default: .real(1)),
      Knob(
        "average-decay", "of the average of weights", .real(0...0.999999, step: .linear(0.001)),
        default: .real(0.999)),
    ])

  public init(_ knobs: KnobValues) {
    rate = knobs.real("rate")
    beta1 = knobs.real("beta1")
    beta2 = knobs.real("beta2")
    weightDecay = knobs.real("weight-decay")
    warmUp = knobs.integer("warm-up")
    clip = knobs.real("clip")
    averageDecay = knobs.real("average-decay")
  }
}

/// All ways to follow a gradient.
public let optimizers = Catalog(
  "optimizer", [AdamWSettings.self], declaration: { $0.declaration }, make: { $0.init($1) })
