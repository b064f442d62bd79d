import Experiments
import Quickstep
import Tensors

/// Stands in for a model when only the number of its calls is asked for. What is not known before
/// the model is loaded is taken to be there.
final class UnloadedModel: ExactModel {
  let shape: SampleShape
  let prediction: Prediction
  let classNames: [String]
  let sampler: CheckpointSampler?
  let learnsVariance = true
  let parts: [String]
  let attention: FrameAttention?
  let pathTolerance = 1.0
  let pathBudget = 0

  /// Numbers of a sample where nobody knows how many there are.
  private static let enough = 256

  /// Without knowledge of the model, whatever class the plan or its guidance asks for is taken to
  /// exist.
  init(_ plan: Plan, _ card: ModelCard, predicting prediction: Prediction = .data) {
    self.prediction = prediction
    sampler = card.sampling.sampler
    shape = .point(dimensions: card.entries ?? Self.enough)
    parts = card.labels?["skip"] ?? (try? plan.skips())?.items.map(\.part) ?? []
    attention = card.isKnown ? card.sampling.attention : FrameAttention(fitting: plan)
    let asked: [String] =
      switch plan.classes {
      case .any: []
      case .each: ["any"]
      case .one(let name): [name]
      }
    let others =
      [
        (try? guidances.make(plan.guidance))?.otherClasses,
        (try? starts.make(plan.start))?.otherClasses,
      ]
      .compactMap { $0?.max() }.max() ?? 0
    classNames =
      card.labels.map { $0["class"] ?? [] }
      ?? asked + (asked.isEmpty ? 0..<0 : 0..<others).map { "class \($0)" }
  }

  /// With the guide that the plan names, taken to fit.
  static func accompanied(_ plan: Plan, _ card: ModelCard) -> any Denoiser {
    let model = UnloadedModel(plan, card)
    return accompanied(plan, model, guide: plan.guide == Plan.noGuide ? nil : model)
  }

  /// As the models of a plan are described.
  /// - Returns: `nil` where that does not say what they predict.
  static func accompanied(_ plan: Plan, _ known: ForeseenModels.Known) -> (any Denoiser)? {
    guard let prediction = known.model.sampling.prediction else { return nil }
    let model = UnloadedModel(plan, known.model, predicting: prediction)
    guard let guide = known.guide else { return accompanied(plan, model, guide: nil) }
    return guide.sampling.prediction.map {
      accompanied(plan, model, guide: UnloadedModel(plan, guide, predicting: $0))
    }
  }

  private static func accompanied(
    _ plan: Plan, _ model: UnloadedModel, guide: UnloadedModel?
  ) -> any Denoiser {
    var companions = Companions()
    companions.models[.guide] = guide
    for name in plan.networks.keys {
      companions.networks[name] = UnloadedNetwork(
        shape: model.shape, classNames: model.classNames)
    }
    return Accompanied(model, by: companions)
  }

  private init(_ base: UnloadedModel, without parts: Set<String>) {
    prediction = base.prediction
    classNames = base.classNames
    sampler = base.sampler
    shape = base.shape
    self.parts = base.parts.filter { !parts.contains($0) }
    attention = base.attention
  }

  func trimmed(of parts: Set<String>) -> any Denoiser { UnloadedModel(self, without: parts) }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    preconditionFailure("a dry run does not evaluate")
  }

  func meanVariance(ofClass wanted: Int32) -> Double { 0 }

  func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    preconditionFailure("a dry run draws nothing")
  }
}

extension FrameAttention {
  /// Attention that the masks of a plan fit.
  init?(fitting plan: Plan) {
    guard let references = (try? plan.tileMasks())?.references, let most = references.max() else {
      return nil
    }
    self.init(frames: most, layers: references.count)
  }
}

/// Stands in for a network beside a model, as `UnloadedModel` does for that.
private struct UnloadedNetwork: CompanionNetwork {
  let shape: SampleShape
  let classNames: [String]

  func answer(
    _ inputs: [AlignedBuffer], at level: NoiseLevel, classes: [Int32],
    into output: AlignedBuffer, with kernels: Kernels
  ) {
    preconditionFailure("a dry run asks nobody")
  }
}
