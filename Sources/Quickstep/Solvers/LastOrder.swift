/// The order of the step to no noise, of methods whose weights are finite there.
enum LastOrder: String, CaseIterable {
  case keep, euler

  /// What is left of an order in a step to `t`.
  func order(_ highest: Int, to t: NoiseLevel) -> Int {
    self == .euler && t.sigma == 0 ? 1 : highest
  }
}

extension Knob {
  static let lastOrder = Knob(
    "final", "order of the step to no noise: kept, or 1",
    .choice(LastOrder.allCases.map(\.rawValue)), default: .word(LastOrder.keep.rawValue))
}
