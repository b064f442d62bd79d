/// What the slots of a step stand for, so that what the step ends at can be told as a sum of symbols:
/// of the state, of predictions, of noise, and of what earlier steps have left.
struct StepFormula {
  private var symbols: [Slot: StepSymbol] = [:]
  /// What this step has made sums of, for slots that have no symbol.
  private var sums: [Slot: [Term]] = [:]
  /// How often the guided model was asked in this step, and how many draws of noise were made.
  private var asked = 0, drawn = 0

  /// The slot holds something else from now on, or nothing.
  mutating func forget(_ slot: Slot) {
    symbols[slot] = nil
    sums[slot] = nil
  }

  /// The guided model is asked, once for all that is named next.
  mutating func ask() { asked += 1 }

  /// The slot is a sum, which has no symbol of its own.
  mutating func add(_ slot: Slot, sumOf terms: [Term]) { sums[slot] = terms }

  mutating func name(_ slot: Slot, _ kind: StepSymbol.Kind, at level: NoiseLevel? = nil) {
    if kind == .noise { drawn += 1 }
    let number =
      switch kind {
      case .prediction: asked
      case .noise: drawn
      case .state, .slope, .other: slot.index
      }
    symbols[slot] = StepSymbol(kind: kind, number: number, rho: level?.rho)
  }

  /// The slot takes the place of the state that the step started from.
  mutating func replaceState(by slot: Slot) {
    symbols[slot] = StepSymbol(kind: .state(isReplaced: true))
  }

  /// Calls the state, and what earlier steps have left, by what it is in the step that begins.
  mutating func begin(state: Slot, origin: Slot?, tracks: [Track: [Past]]) {
    (asked, drawn) = (0, 0)
    sums = [:]
    for (slot, symbol) in symbols { symbols[slot]?.age = symbol.age + 1 }
    for (track, kept) in tracks {
      for (index, past) in kept.enumerated() {
        switch (track, symbols[past.slot]?.kind) {
        case (.states, _):
          symbols[past.slot] = StepSymbol(kind: .state(isReplaced: false), age: index + 1)
        case (_, nil): symbols[past.slot] = StepSymbol(kind: .slope, age: index + 1)
        case (_, _?): symbols[past.slot]?.age = index + 1
        }
      }
    }
    if let origin { symbols[origin] = StepSymbol(kind: .state(isReplaced: false), age: 1) }
    symbols[state] = StepSymbol(kind: .state(isReplaced: false))
  }

  /// The sum of the terms as one of what has a symbol.
  func coefficients(_ terms: [Term]) -> [StepContext.Coefficient] {
    var order: [StepSymbol] = []
    var values: [StepSymbol: Double] = [:]
    func add(_ terms: [Term], _ factor: Double) {
      for (slot, coefficient) in terms {
        if symbols[slot] == nil, let sum = sums[slot] {
          add(sum, factor * coefficient)
        } else {
          let symbol = symbols[slot] ?? StepSymbol(kind: .other, number: slot.index)
          if values[symbol] == nil { order.append(symbol) }
          values[symbol, default: 0] += factor * coefficient
        }
      }
    }
    add(terms, 1)
    let sorted = order.enumerated().sorted {
      ($0.element.rank, $0.element.age, $0.offset) < ($1.element.rank, $1.element.age, $1.offset)
    }
    return sorted.map(\.element).compactMap { symbol in
      guard let value = values[symbol], value != 0 else { return nil }
      return StepContext.Coefficient(name: symbol.name, meaning: symbol.meaning, value: value)
    }
  }
}
