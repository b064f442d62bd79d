import Experiments
import Glibc

/// What the colours of visible tokens tell.
enum Tone: CaseIterable {
  case step, entropy, confidence

  var name: String { "by \(shortName)" }

  var shortName: String {
    switch self {
    case .step: "step"
    case .entropy: "entropy"
    case .confidence: "confidence"
    }
  }

  private var caption: String {
    switch self {
    case .step: "the step at which a token appeared, late ones bright"
    case .entropy: "entropy of the law it was drawn from"
    case .confidence: "probability of the token when it was drawn"
    }
  }

  /// - Parameters:
  ///   - step: steps done; tokens revealed since the step before it are new.
  ///   - steps: of the whole run.
  func picture(
    of texts: ArraySlice<MaskedText>, _ model: any MaskedModel, step: Int, of steps: Int
  ) -> MarkedText {
    MarkedText(texts.map { cells(of: $0, model, step: step, of: steps) }, tones: caption)
  }

  private func cells(
    of text: MaskedText, _ model: any MaskedModel, step: Int, of steps: Int
  ) -> [MarkedText.Cell] {
    let most = log(Double(model.alphabet.count))
    return zip(text.tokens, text.births).map { token, birth in
      guard let token else { return .init("·", .hidden) }
      let tone =
        switch self {
        case .step: Double(birth.step) / Double(steps)
        case .entropy: min(1, Double(birth.entropy) / most)
        case .confidence: Double(birth.confidence)
        }
      return .init(model.alphabet[token], birth.step == step ? .new : .plain, tone: tone)
    }
  }
}
