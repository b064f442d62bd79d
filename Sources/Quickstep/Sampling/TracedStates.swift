import Experiments

/// States of any kind, each with a digest of how it was made: of the operation and of the digests of
/// what it was made from. Two states of two runs with the same digest hold the same numbers.
final class TracedStates: StateSpace {
  /// Makes an evaluation, whose digest is known, of states that are known.
  typealias Evaluation = (Digest, _ outputs: [Slot], _ compute: () -> Void) -> Void

  private enum Operation: UInt64 {
    case noise, combination, coordinates, evaluation, evaluationWithVariance, variance, answer,
      companion, deviation, clip, matching, factor, map
  }

  private let base: any StateSpace
  private let origin: RunOrigin
  private let evaluate: Evaluation
  /// By slot.
  private var digests: [Digest]
  /// Of those whom steps ask, as `Step.model` counts.
  private let asked: [Digest]
  private var model = 0
  /// Classes of evaluations so far.
  private var known: [(classes: [Int32], digest: Digest)] = []

  /// - Parameter evaluate: told of every evaluation of the model and of models beside it.
  init(
    _ base: any StateSpace, of job: SamplingJob, _ origin: RunOrigin,
    _ evaluate: @escaping Evaluation
  ) {
    self.base = base
    self.origin = origin
    self.evaluate = evaluate
    digests = []
    asked = ([job.model] + job.cast).enumerated().map { index, model in
      Digest { digest in
        digest.add(origin.model)
        // What a trimmed model has left tells it apart; its number may be another in another run.
        if index > 0 { for part in model.parts { digest.add(part) } }
      }
    }
  }

  subscript(slot: Slot) -> Digest {
    get { slot.index < digests.count ? digests[slot.index] : origin.noise }
    set {
      while digests.count <= slot.index { digests.append(origin.noise) }
      digests[slot.index] = newValue
    }
  }

  private func name(
    _ target: Slot, _ operation: Operation, _ add: (inout Digest.Builder) -> Void
  ) {
    self[target] = Digest { digest in
      digest.add(operation.rawValue)
      add(&digest)
    }
  }

  /// The name of what is made at a level for samples of some classes.
  private func name(
    _ target: Slot, _ operation: Operation, at level: NoiseLevel, _ classes: [Int32],
    _ add: (inout Digest.Builder) -> Void
  ) {
    let classes = digest(of: classes)
    name(target, operation) { digest in
      add(&digest)
      digest.add(level)
      digest.add(classes)
    }
  }

  private func digest(of classes: [Int32]) -> Digest {
    if let found = known.first(where: { $0.classes == classes }) { return found.digest }
    let digest = Digest { digest in for number in classes { digest.add(Int(number)) } }
    known.append((classes, digest))
    return digest
  }

  func allocate() -> Slot { base.allocate() }
  func release(_ slot: Slot) { base.release(slot) }

  func combine(_ terms: [Term], into target: Slot) {
    name(target, .combination) { digest in
      for (slot, coefficient) in terms {
        digest.add(self[slot])
        digest.add(coefficient)
      }
    }
    base.combine(terms, into: target)
  }

  func combine(_ terms: [CoordinateTerm], plus constant: [Double], into target: Slot) {
    name(target, .coordinates) { digest in
      for (slot, weights) in terms {
        digest.add(self[slot])
        digest.add(weights.count)
        for weight in weights { digest.add(weight) }
      }
      digest.add(constant.count)
      for number in constant { digest.add(number) }
    }
    base.combine(terms, plus: constant, into: target)
  }

  func ask(_ model: Int) {
    self.model = model
    base.ask(model)
  }

  func evaluate(_ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot) {
    name(output, .evaluation, at: level, classes) { digest in
      digest.add(asked[model])
      digest.add(self[x])
    }
    evaluate(self[output], [output]) { base.evaluate(x, at: level, classes: classes, into: output) }
  }

  func evaluate(
    _ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot, variance: Slot
  ) {
    name(output, .evaluationWithVariance, at: level, classes) { digest in
      digest.add(asked[model])
      digest.add(self[x])
    }
    name(variance, .variance) { $0.add(self[output]) }
    evaluate(self[output], [output, variance]) {
      base.evaluate(x, at: level, classes: classes, into: output, variance: variance)
    }
  }

  func ask(
    _ companion: CompanionName, _ inputs: [Slot], at level: NoiseLevel, classes: [Int32],
    into output: Slot
  ) {
    name(output, .answer, at: level, classes) { digest in
      digest.add(origin.companions)
      digest.add(companion.text)
      for input in inputs { digest.add(self[input]) }
    }
    base.ask(companion, inputs, at: level, classes: classes, into: output)
  }

  func evaluate(
    _ companion: CompanionName, _ x: Slot, at level: NoiseLevel, classes: [Int32],
    into output: Slot
  ) {
    name(output, .companion, at: level, classes) { digest in
      digest.add(origin.companions)
      digest.add(companion.text)
      digest.add(self[x])
    }
    evaluate(self[output], [output]) {
      base.evaluate(companion, x, at: level, classes: classes, into: output)
    }
  }

  func scale(_ noise: Slot, by variance: LearnedVariance, _ numbers: Slot, into target: Slot) {
    name(target, .deviation) { digest in
      digest.add(self[noise])
      digest.add(self[numbers])
      if case .logRange(let low, let high) = variance {
        digest.add(low)
        digest.add(high)
      }
    }
    base.scale(noise, by: variance, numbers, into: target)
  }

  var drawsInOrder: Bool { base.drawsInOrder }

  func drawNoise(_ draw: NoiseDraw, into target: Slot) {
    name(target, .noise) { digest in
      digest.add(origin.noise)
      digest.add(UInt64(draw.purpose.rawValue))
      digest.add(draw.step)
      digest.add(draw.number)
    }
    base.drawNoise(draw, into: target)
  }

  func clip(_ data: Slot, by clip: any Clip) -> Double {
    let before = self[data]
    name(data, .clip) { digest in
      digest.add(origin.clip)
      digest.add(before)
    }
    return base.clip(data, by: clip)
  }

  func matchDeviation(of a: Slot, to reference: Slot, into target: Slot) {
    name(target, .matching) { digest in
      digest.add(self[a])
      digest.add(self[reference])
    }
    base.matchDeviation(of: a, to: reference, into: target)
  }

  func scale(_ a: Slot, beside b: Slot, by factor: SampleFactor, into target: Slot) {
    name(target, .factor) { digest in
      digest.add(self[a])
      digest.add(self[b])
      if case .limit(let norm) = factor { digest.add(norm) }
    }
    base.scale(a, beside: b, by: factor, into: target)
  }

  func apply(
    _ map: any SampleMap, of knowledge: MapKnowledge, to x: Slot, classes: [Int32],
    into target: Slot
  ) {
    let classesDigest = digest(of: classes)
    name(target, .map) { digest in
      digest.add(origin.maps)
      digest.add(knowledge.rawValue)
      digest.add(self[x])
      digest.add(classesDigest)
    }
    base.apply(map, of: knowledge, to: x, classes: classes, into: target)
  }

  // A look at numbers makes no state.

  func measure(_ a: Slot) -> StateMeasure { base.measure(a) }

  func error(
    _ a: Slot, _ b: Slot, beside reference: Slot, absolute: Double, relative: Double
  ) -> ScaledError {
    base.error(a, b, beside: reference, absolute: absolute, relative: relative)
  }

  func compare(_ a: Slot, _ b: Slot) -> StateComparison { base.compare(a, b) }
  func variances(_ a: Slot) -> [Double] { base.variances(a) }
  func values(_ a: Slot, first count: Int) -> [Double] { base.values(a, first: count) }
}

extension Digest.Builder {
  fileprivate mutating func add(_ level: NoiseLevel) {
    add(level.t)
    add(level.alpha)
    add(level.sigma)
  }
}
