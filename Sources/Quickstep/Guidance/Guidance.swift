/// A way to bend what the model predicts, usually towards a class.
public protocol Guidance: Component {
  /// Whether it compares with the whole distribution, and so needs a class to differ from it.
  var needsClass: Bool { get }
  /// Whether it also depends on the step, or on what came before: then its runs follow no flow of
  /// the model.
  var followsSteps: Bool { get }
  /// Whether it denoises by one prediction and puts noise back by another, which only some solvers
  /// tell apart.
  var needsRenoising: Bool { get }
  /// Classes that it asks for beside those of the plan, counted from 0.
  var otherClasses: [Int] { get }
  /// The models that it asks beside the sampled one.
  var companions: [CompanionName] { get }

  /// The guided prediction of the model's own kind, at state `x` and `level`.
  func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot
  /// The prediction to denoise by, and the one to put noise back by.
  func evaluateBoth(
    _ x: Slot, at level: NoiseLevel, _ run: StepContext
  ) -> (denoising: Slot, renoising: Slot)
}

extension Guidance {
  public var followsSteps: Bool { false }
  public var needsRenoising: Bool { false }
  public var otherClasses: [Int] { [] }
  public var companions: [CompanionName] { [] }

  public func evaluateBoth(
    _ x: Slot, at level: NoiseLevel, _ run: StepContext
  ) -> (denoising: Slot, renoising: Slot) {
    let guided = evaluate(x, at: level, run)
    return (guided, guided)
  }
}

/// All guidance methods, in the order in which lists show them.
public let guidances = Catalog<any Guidance>(
  "guidance",
  [
    Unguided.self, ClassifierFree.self, IntervalClassifierFree.self, RescaledClassifierFree.self,
    AdaptiveProjected.self, ClassifierFreeZeroStar.self, ClassifierFreePlusPlus.self,
    PerpendicularNegative.self, Autoguidance.self,
  ] as [any Guidance.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })

extension Knob {
  /// How strongly classifier-free guidance pulls: 1 is the conditional model itself.
  static let guidanceScale = Knob(
    "scale", "pull towards the class; 1 is the conditional model",
    .real(-20...100, step: .linear(0.5)), default: .real(2))
}
