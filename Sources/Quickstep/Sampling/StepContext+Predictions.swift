// What the model and the networks beside it say.
extension StepContext {
  /// The guided model's prediction of one kind, after clipping.
  public func evaluate(_ x: Slot, at level: NoiseLevel, as target: Prediction) -> Slot {
    let output = evaluateGuided(x, at: level)
    let limited = clip is NoClip ? nil : clipped(output, of: x, at: level)
    if data == nil { data = limited ?? convert(output, of: x, at: level, to: .data) }
    guard let limited else { return convert(output, of: x, at: level, to: target) }
    return target == .data
      ? limited
      : name(
        combine(Prediction.data.conversion(to: target, at: level), x, limited), target, level)
  }

  /// As `evaluate`, with the model's own numbers for the variance of each element, which guidance
  /// leaves alone.
  public func evaluateWithVariance(
    _ x: Slot, at level: NoiseLevel, as target: Prediction
  ) -> (prediction: Slot, variance: Slot) {
    // Zero where guidance does without the model.
    let numbers = combine()
    variance = numbers
    defer { variance = nil }
    return (evaluate(x, at: level, as: target), numbers)
  }

  /// The mean of the data, sample by sample that of its class: as the model has it, or as a network
  /// says it of a state of pure noise. No evaluation of the model.
  public func dataMean(_ x: Slot, at level: NoiseLevel) -> Slot {
    if has(.oneMoreStep) {
      let noise = combine((x, 1 / level.sigma))
      return combine((ask(.oneMoreStep, [noise], at: .pureNoise), -1))
    }
    // Nobody has worked it out for a dry run.
    guard let meanMap else { return combine([CoordinateTerm](), plus: [.nan]) }
    let target = fresh()
    space.apply(meanMap, of: .means, to: x, classes: classes, into: target)
    return name(target, .other)
  }

  /// Whether there is a network of that name beside the model.
  public func has(_ companion: CompanionName) -> Bool { networks.contains(companion) }

  /// What a network beside the model answers; no evaluation of the model.
  /// - Parameters:
  ///   - companion: one of the job's.
  ///   - wanted: the classes that it answers for.
  public func ask(
    _ companion: CompanionName, _ inputs: [Slot], at level: NoiseLevel,
    of wanted: WantedClasses = .asked
  ) -> Slot {
    let output = fresh()
    space.ask(companion, inputs, at: level, classes: numbers(of: wanted), into: output)
    companionCalls += 1
    return name(output, .other)
  }

  /// The guided model's data prediction after clipping, and its noise prediction as the model
  /// gives it: the two differ from x = alpha D + sigma eps where something was clipped, or where
  /// guidance puts noise back by another prediction than it denoises by.
  public func evaluateBoth(_ x: Slot, at level: NoiseLevel) -> (data: Slot, noise: Slot) {
    evaluateBoth(x, at: level, asking: level, for: prediction)
  }

  /// As `evaluateBoth`, where the model is asked at another level than that of `x`, and its
  /// prediction of one kind is taken for one at the level of `x`.
  public func evaluateBoth(
    _ x: Slot, at level: NoiseLevel, asking asked: NoiseLevel, for kind: Prediction
  ) -> (data: Slot, noise: Slot) {
    note(asking: x, at: asked)
    let (denoising, renoising) = guidance.evaluateBoth(x, at: asked, self)
    let output = convert(denoising, of: x, at: asked, to: kind)
    let limited =
      clip is NoClip
      ? convert(output, as: kind, of: x, at: level, to: .data)
      : clipped(output, as: kind, of: x, at: level)
    data = data ?? limited
    let other =
      renoising == denoising ? output : convert(renoising, of: x, at: asked, to: kind)
    return (limited, convert(other, as: kind, of: x, at: level, to: .noise))
  }

  /// The guided model's data prediction after clipping, and the one whose noise is put back: the same
  /// slot where guidance has one prediction.
  public func evaluateBothData(
    _ x: Slot, at level: NoiseLevel
  ) -> (denoising: Slot, renoising: Slot) {
    note(asking: x, at: level)
    let (denoising, renoising) = guidance.evaluateBoth(x, at: level, self)
    let D =
      clip is NoClip
      ? convert(denoising, of: x, at: level, to: .data) : clipped(denoising, of: x, at: level)
    data = data ?? D
    return (D, renoising == denoising ? D : convert(renoising, of: x, at: level, to: .data))
  }
}

extension StepContext {
  /// What a model is told of a state at a level.
  func told(_ level: NoiseLevel) -> NoiseLevel {
    let step = grid.steps[gridIndex]
    return step.from == level ? step.told ?? level : level
  }

  func evaluateModel(_ x: Slot, at level: NoiseLevel, classes: [Int32]) -> Slot {
    let output = fresh(), level = told(level)
    if let variance, classes == self.classes {
      space.evaluate(x, at: level, classes: classes, into: output, variance: variance)
    } else {
      space.evaluate(x, at: level, classes: classes, into: output)
    }
    evaluations += 1
    return output
  }

  func numbers(of wanted: WantedClasses) -> [Int32] {
    switch wanted {
    case .asked: classes
    case .none: noClasses
    case .one(let index): Array(repeating: Int32(index), count: classes.count)
    }
  }

  private func evaluateGuided(_ x: Slot, at level: NoiseLevel) -> Slot {
    note(asking: x, at: level)
    return guidance.evaluate(x, at: level, self)
  }

  private func note(asking x: Slot, at level: NoiseLevel) {
    observer?(.evaluated(x: x, level: level))
    formula.ask()
  }

  /// - Parameter kind: what the output is; nil for what the model gives.
  private func clipped(
    _ output: Slot, as kind: Prediction? = nil, of x: Slot, at level: NoiseLevel
  ) -> Slot {
    let copy = combine((kind ?? prediction).conversion(to: .data, at: level), x, output)
    clippedShare = space.clip(copy, by: clip)
    return name(copy, .data, level)
  }

  private func convert(
    _ output: Slot, as kind: Prediction? = nil, of x: Slot, at level: NoiseLevel,
    to target: Prediction
  ) -> Slot {
    let kind = kind ?? prediction
    if target == kind { return name(output, target, level) }
    return name(combine(kind.conversion(to: target, at: level), x, output), target, level)
  }

  func combine(_ conversion: Conversion, _ x: Slot, _ output: Slot) -> Slot {
    combine((x, conversion.state), (output, conversion.output))
  }

  func name(_ slot: Slot, _ kind: StepSymbol.Kind, at level: NoiseLevel? = nil) -> Slot {
    formula.name(slot, kind, at: level)
    return slot
  }

  private func name(_ slot: Slot, _ target: Prediction, _ level: NoiseLevel) -> Slot {
    name(slot, .prediction(target), at: level)
  }
}
