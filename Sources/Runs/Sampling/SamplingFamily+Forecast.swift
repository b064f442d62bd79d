import Experiments
import Quickstep
import Tensors

extension SamplingFamily {
  public func check(_ plan: Plan, _ key: String, with card: ModelCard) throws {
    guard key == "class", plan.classes != .any, let names = card.labels?["class"] else { return }
    guard !names.isEmpty else { throw SamplingError.noClasses(model: plan.model.name) }
    if case .one(let name) = plan.classes, labelIndex(name, among: names) == nil {
      throw SamplingError.unknownClass(name, known: names)
    }
  }

  public func spelling(_ plan: Plan, _ card: ModelCard) -> Spelling {
    let sampler = card.sampling.sampler
    var spelling = Spelling()
    let sigmas = plan.sigmas(plan.levels(sampler))
    spelling.series["grid"] = Spelling.Series(
      sigmas,
      byHand: Choice(
        ListedLevels.declaration.name, [ListedLevels.declaration.knobs[0].name: .list(sigmas)]))
    if plan.handWrittenLevels != nil {
      spelling.fixed["steps"] =
        "The hand-written levels make \(plan.steps) steps. Insert or delete a level, or choose a "
        + "grid."
    }
    if plan.solver == .checkpoint {
      spelling.components["solver"] = try? plan.spelled(\.solver, sampler)
    }
    if plan.clip == .checkpoint {
      spelling.components["clip"] = try? plan.spelled(\.clip, sampler)
    }
    return spelling
  }

  public func forecast(_ plan: Plan, _ card: ModelCard) -> Forecast {
    let levels = plan.levels(card.sampling.sampler)
    let pathObstacle = card.sampling.pathObstacle
    let notes: (Foresight?) -> [Role: String] = { foresight in
      [.solver: solverNote(plan, card, foresight), .steps: rangeNote(plan, levels)]
    }
    do {
      let job = try plan.job(
        model: unloaded(plan, card), with: Kernels(pool: ThreadPool(threads: 1)))
      if job.solver.needsStatistics, pathObstacle == .notExact {
        throw SamplingError.noStatistics(model: plan.model.name)
      }
      let foresight = job.foresight()
      return Forecast(
        RunOutline(
          plan, job.grid, foresight, pathObstacle: pathObstacle ?? foresight.pathObstacle),
        notes: notes(foresight))
    } catch {
      return Forecast(
        RunOutline(
          plan, levels: levels, steps: levels.isEmpty ? plan.steps : levels.count - 1,
          evaluations: nil, pathObstacle: pathObstacle),
        problem: Forecast.Problem(levels.isEmpty ? .steps : .guidance, "\(error)"),
        notes: notes(nil))
    }
  }

  /// The solver's order and cost, `-` for what is not known; of one that is left to the checkpoint
  /// its name first.
  private func solverNote(_ plan: Plan, _ card: ModelCard, _ foresight: Foresight?) -> String {
    let spelled =
      plan.solver == .checkpoint ? try? plan.spelled(\.solver, card.sampling.sampler) : nil
    let order = (try? solvers.make(spelled ?? plan.solver))?.order.map { "order \(brief($0))" }
    let light = foresight.map(\.companionCalls).flatMap { $0 > 0 ? "\($0) refined" : nil }
    return [
      spelled.map(solvers.text), order ?? "with noise",
      "\(costText(foresight?.evaluationsPerStep)) NFE/step", light,
    ]
    .compactMap { $0 }.joined(separator: " · ")
  }

  /// The fewest and the most calls in one step: `1`, `1-2`, `-` where unknown.
  private func costText(_ costs: [Int]?) -> String {
    guard let low = costs?.min(), let high = costs?.max() else { return "-" }
    return low == high ? "\(low)" : "\(low)-\(high)"
  }

  private func rangeNote(_ plan: Plan, _ levels: [NoiseLevel]) -> String {
    let sigmas = plan.sigmas(levels)
    guard let first = sigmas.first, let last = sigmas.last else { return "σ -" }
    return "σ \(brief(first)) → \(brief(last))"
  }
}

extension Plan {
  /// Empty where the grid finds none.
  fileprivate func levels(_ sampler: CheckpointSampler?) -> [NoiseLevel] {
    (try? makeGrid(sampler).grid.levels) ?? []
  }

  /// sigma/alpha of the levels, as written where they are written by hand.
  fileprivate func sigmas(_ levels: [NoiseLevel]) -> [Double] {
    handWrittenLevels ?? levels.map(\.rho)
  }
}

/// A model that is not loaded, with the refiner that the plan names.
private func unloaded(_ plan: Plan, _ card: ModelCard) -> any Denoiser {
  let model = UnloadedModel(plan, card)
  return plan.refiner == Plan.noRefiner ? model : Refined(model, by: UnloadedRefiner())
}

/// Stands in for a refiner, as `UnloadedModel` does for a model.
private struct UnloadedRefiner: CompanionNetwork {
  let shape = SampleShape.point(dimensions: 1)

  func answer(
    _ inputs: [AlignedBuffer], at level: NoiseLevel, classes: [Int32],
    into output: AlignedBuffer, with kernels: Kernels
  ) {
    preconditionFailure("a dry run asks nobody")
  }
}

/// Stands in for a model when only the number of its calls is asked for. What is not known before
/// the model is loaded is taken to be there.
private final class UnloadedModel: ExactModel {
  let shape = SampleShape.point(dimensions: 1)
  let prediction = Prediction.data
  let classNames: [String]
  let sampler: CheckpointSampler?
  let learnsVariance = true
  let pathTolerance = 1.0
  let pathBudget = 0

  /// Without knowledge of the model, whatever class the plan or its guidance asks for is taken to
  /// exist.
  init(_ plan: Plan, _ card: ModelCard) {
    sampler = card.sampling.sampler
    let asked: [String] =
      switch plan.classes {
      case .any: []
      case .each: ["any"]
      case .one(let name): [name]
      }
    let others = (try? guidances.make(plan.guidance))?.otherClasses.max() ?? 0
    classNames =
      card.labels.map { $0["class"] ?? [] }
      ?? asked + (asked.isEmpty ? 0..<0 : 0..<others).map { "class \($0)" }
  }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    preconditionFailure("a dry run does not evaluate")
  }

  func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    preconditionFailure("a dry run draws nothing")
  }
}
