// What guidance methods do.
extension StepContext {
  /// The model's own prediction for the classes asked for.
  public func conditional(_ x: Slot, at level: NoiseLevel) -> Slot {
    evaluateModel(x, at: level, classes: classes)
  }

  /// The model's own predictions for the classes and for the whole distribution.
  public func conditionalAndUnconditional(
    _ x: Slot, at level: NoiseLevel
  ) -> (conditional: Slot, unconditional: Slot) {
    let c = evaluateModel(x, at: level, classes: classes)
    let u = evaluateModel(x, at: level, classes: noClasses)
    tellStrength(of: c, against: u)
    return (c, u)
  }

  /// What another model predicts for the classes asked for, as a prediction of the sampled model's
  /// kind. It counts as an evaluation.
  /// - Parameter companion: one of the job's.
  public func evaluate(_ companion: CompanionName, _ x: Slot, at level: NoiseLevel) -> Slot {
    let output = fresh()
    space.evaluate(companion, x, at: told(level), classes: classes, into: output)
    evaluations += 1
    guard let kind = companions[companion], kind != prediction else { return output }
    return combine(kind.conversion(to: prediction, at: level), x, output)
  }

  /// Notes how far two predictions are apart that guidance compares, in units of the second.
  func tellStrength(of a: Slot, against b: Slot) {
    let norm = space.measure(b).rootMeanSquare
    let strength = norm > 0 ? space.compare(a, b).difference / norm : 0
    // Predictions may overflow where a clip still makes something of them.
    guidanceStrength = strength.isFinite ? strength : nil
  }

  /// The model's own prediction for one class, counted from 0, whatever the classes asked for.
  public func prediction(for index: Int, _ x: Slot, at level: NoiseLevel) -> Slot {
    evaluateModel(x, at: level, classes: numbers(of: .one(index)))
  }

  /// `a` scaled, sample by sample, to the standard deviation of `reference`.
  public func matchDeviation(of a: Slot, to reference: Slot) -> Slot {
    let target = fresh()
    space.matchDeviation(of: a, to: reference, into: target)
    return target
  }

  /// The part of `a` along `b`, sample by sample: <a, b> / <b, b> b, and zero where b is.
  public func project(_ a: Slot, onto b: Slot) -> Slot {
    let target = fresh()
    space.scale(b, beside: a, by: .projection, into: target)
    return target
  }

  /// `a`, scaled down where the Euclidean norm of a sample is above `norm`.
  public func limit(_ a: Slot, toNorm norm: Double) -> Slot {
    let target = fresh()
    space.scale(a, beside: a, by: .limit(norm: norm), into: target)
    return target
  }
}
