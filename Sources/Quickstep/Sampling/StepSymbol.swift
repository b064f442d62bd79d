import Experiments

/// What stands in the formula of a step beside its coefficients.
struct StepSymbol: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// x. Some methods replace it before they go on from it.
    case state(isReplaced: Bool)
    case prediction(Prediction)
    /// v, what a step followed where it is more than a prediction.
    case slope
    case noise
    /// What depends on the numbers that it is made of.
    case other
  }

  var kind: Kind
  /// Which one of its kind in this step, from 1.
  var number = 1
  /// How many steps ago it was new.
  var age = 0
  /// sigma/alpha where it was predicted.
  var rho: Double?

  /// The symbol, with a subscript below 0 for what is from earlier steps: `D`, `D₂`, `D₋₁`.
  var name: String {
    guard age == 0 else { return "\(letter)₋\(subscriptDigits(age))" }
    return number > 1 && kind != .other ? letter + subscriptDigits(number) : letter
  }

  private var letter: String {
    switch kind {
    case .state: "x"
    case .prediction(let prediction): prediction.symbol
    case .slope: "v"
    case .noise: "z"
    case .other: "·"
    }
  }

  /// What stands first in a formula.
  var rank: Int {
    switch kind {
    case .state: 0
    case .prediction, .slope: 1
    case .noise, .other: 2
    }
  }

  /// In words.
  var meaning: String {
    let place = rho.map { " at σ \(brief($0))" } ?? ""
    let time = ["", " of the step before"][at: age] ?? " of \(age) steps before"
    switch kind {
    case .state(let isReplaced):
      if age > 0 { return "state \(age == 1 ? "one step" : "\(age) steps") before" }
      return isReplaced ? "state, after a correction or fresh noise" : "state before the step"
    case .prediction(let prediction): return "\(prediction.rawValue) prediction\(time)\(place)"
    case .slope: return "slope\(time)"
    case .noise: return "fresh noise"
    case .other: return "what depends on the numbers themselves"
    }
  }
}

extension Array {
  fileprivate subscript(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// A number as subscript digits.
private func subscriptDigits(_ value: Int) -> String {
  String(
    String.UnicodeScalarView(
      "\(value)".unicodeScalars.compactMap { Unicode.Scalar($0.value - 0x30 + 0x2080) }))
}
