// Sums of states, and the end of a step.
extension StepContext {
  /// The sum of the terms, a fresh slot.
  public func combine(_ terms: Term...) -> Slot { combine(terms) }

  public func combine(_ terms: [Term]) -> Slot {
    let used = terms.filter { $0.coefficient != 0 }
    let target = fresh()
    space.combine(used, into: target)
    formula.add(target, sumOf: used)
    return target
  }

  /// The sum of the terms plus a number for each coordinate, or one for all, a fresh slot.
  public func combine(_ terms: [CoordinateTerm], plus constant: [Double]) -> Slot {
    if let plain = plain(terms, constant) { return combine(plain) }
    let target = fresh()
    space.combine(terms, plus: constant, into: target)
    return target
  }

  /// Ends the step with such a sum; what differs by coordinate has no coefficients to tell of.
  public func advance(_ terms: [CoordinateTerm], plus constant: [Double]) {
    if let plain = plain(terms, constant) { return advance(plain) }
    end(at: combine(terms, plus: constant), coefficients: [])
  }

  /// Ends the step: the new state is the sum of the terms.
  public func advance(_ terms: Term...) { advance(terms) }

  public func advance(_ terms: [Term]) {
    end(at: combine(terms), coefficients: formula.coefficients(terms))
  }

  /// Ends the step short of its end, at `level`: the next one goes on from there. The level may be
  /// the one that it started from, where the step was in vain.
  public func advance(_ terms: [Term], to level: NoiseLevel) {
    advance(terms)
    partialEnd = level
  }

  /// Replaces the state that the step started from: by a better one, or by one with more noise.
  public func correct(_ x: Slot) {
    state = x
    formula.replaceState(by: x)
    observer?(.corrected(x))
  }
}

// What follows from the numbers of states.
extension StepContext {
  /// How far apart two states are, in units of what is tolerated: `absolute`, or `relative` times
  /// the larger of `a` and `reference` (Hairer, Nørsett & Wanner 1993, equation II.4.11).
  ///
  /// What follows depends on the numbers, so that nobody can foresee it.
  public func error(
    _ a: Slot, _ b: Slot, beside reference: Slot, absolute: Double, relative: Double
  ) -> ScaledError {
    space.error(a, b, beside: reference, absolute: absolute, relative: relative)
  }

  /// For each sample the variance of its elements, with divisor n - 1. What follows depends on the
  /// numbers.
  public func variances(_ x: Slot) -> [Double] { space.variances(x) }
}

extension StepContext {
  func end(at next: Slot, coefficients: [Coefficient]) {
    self.coefficients = coefficients
    origin = state
    state = next
  }

  /// The terms as plain ones, where no coordinate differs from another and nothing else is added.
  private func plain(_ terms: [CoordinateTerm], _ constant: [Double]) -> [Term]? {
    guard terms.allSatisfy({ $0.weights.count == 1 }), constant.allSatisfy({ $0 == 0 }) else {
      return nil
    }
    return terms.map { ($0.slot, $0.weights[0]) }
  }
}
