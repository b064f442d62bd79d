import Experiments
import Quickstep
import Tensors

extension SamplingFamily {
  public func check(_ plan: Plan, _ key: String, with card: ModelCard) throws {
    if key == "guide", plan.guide != Plan.noGuide { try ModelLibrary.find(plan.guide) }
    if key == "skip" { try checkSkip(plan, card) }
    if key == "tiles" {
      _ = try plan.tileMasks(
        of: card.isKnown ? card.sampling.attention : FrameAttention(fitting: plan))
    }
    guard key == "class", plan.classes != .any, let names = card.labels?["class"] else { return }
    guard !names.isEmpty else { throw SamplingError.noClasses(model: plan.model.name) }
    if case .one(let name) = plan.classes, labelIndex(name, among: names) == nil {
      throw SamplingError.unknownClass(name, known: names)
    }
  }

  /// Steps may still change, so that their numbers are no reason to refuse the word.
  private func checkSkip(_ plan: Plan, _ card: ModelCard) throws(SamplingError) {
    let skips = try plan.skips()
    guard let known = card.labels?["skip"], !skips.items.isEmpty else { return }
    guard !known.isEmpty else { throw .noParts(model: plan.model.name) }
    if let item = skips.items.first(where: { !known.contains($0.part) }) {
      throw .unknownPart(item.part, known: known)
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

  public func forecast(_ plan: Plan, after legs: [Leg<Plan>], _ card: ModelCard) -> Forecast {
    let levels = plan.levels(card.sampling.sampler)
    let pathObstacle = card.sampling.pathObstacle ?? guideObstacle(plan)
    let notes: (Foresight?, _ parts: [Int]?) -> [Role: String] = { foresight, parts in
      let notes: [Role: String] = [
        .solver: solverNote(plan, card, foresight, parts), .steps: rangeNote(plan, levels),
      ]
      return tileNote(plan, card).map { notes.merging([.model: $0]) { $1 } } ?? notes
    }
    do {
      let kernels = Kernels(pool: ThreadPool(threads: 1))
      var job = try plan.job(model: UnloadedModel.accompanied(plan, card), with: kernels)
      try job.follow(
        legs.map { leg in
          let known =
            leg.plan.model == plan.model ? card : self.card(of: leg.plan.model, beside: card)
          let model = UnloadedModel.accompanied(leg.plan, known)
          return (leg.plan, try leg.plan.job(model: model, with: kernels), leg.end)
        }, as: plan)
      if job.solver.needsStatistics, card.sampling.pathObstacle == .notExact,
        let stored = card.sampling.statistics
      {
        _ = try plan.choose(stored, for: job)
      }
      if job.reading.needsDataVariances, card.sampling.pathObstacle == .notExact {
        throw SamplingError.readingNeedsData(reading: plan.reading.name, model: plan.model.name)
      }
      if case .learned = job.startSource, card.sampling.pathObstacle == .notExact {
        throw job.start.companion == nil
          ? SamplingError.startNeedsData(start: plan.start.name, model: plan.model.name)
          : .startNeedsNetwork(start: plan.start.name, model: plan.model.name)
      }
      if case .learned = job.meanSource, card.sampling.pathObstacle == .notExact {
        throw SamplingError.solverNeedsMean(solver: plan.solver.name, model: plan.model.name)
      }
      let foresight = job.foresight()
      return Forecast(
        RunOutline(
          plan, after: legs, job.wholeGrid, foresight,
          pathObstacle: pathObstacle ?? foresight.pathObstacle),
        notes: notes(
          legs.isEmpty ? foresight : job.alone.foresight(),
          job.cast.isEmpty ? nil : job.partsPerCall + [job.model.parts.count]))
    } catch {
      return Forecast(
        RunOutline(
          plan, levels: levels, steps: levels.isEmpty ? plan.steps : levels.count - 1,
          evaluations: nil, pathObstacle: pathObstacle),
        problem: Forecast.Problem(
          levels.isEmpty ? .steps : (error as? SamplingError)?.role ?? .guidance, "\(error)"),
        notes: notes(nil, nil))
    }
  }

  /// What lists say of a model; where sizes are not known, it is taken to fit another one.
  private func card(of model: Choice, beside other: ModelCard) -> ModelCard {
    var card = cards.first { $0.name == model.name } ?? ModelCard(model.name, kind: "file")
    if card.entries == nil || other.entries == nil { card.entries = other.entries }
    return card
  }

  /// Why no path with the plan's guide is exact; `nil` where there is one, or that is not known.
  private func guideObstacle(_ plan: Plan) -> PathError? {
    guard plan.asksGuide else { return nil }
    return cards.first { $0.name == plan.guide.name }?.sampling.pathObstacle
  }

  /// The solver's order and cost, `-` for what is not known; of one that is left to the checkpoint
  /// its name first.
  /// - Parameter parts: that a call computes, by step, and of the whole model at the end; `nil` where
  ///   steps leave none out.
  private func solverNote(
    _ plan: Plan, _ card: ModelCard, _ foresight: Foresight?, _ parts: [Int]?
  ) -> String {
    let spelled =
      plan.solver == .checkpoint ? try? plan.spelled(\.solver, card.sampling.sampler) : nil
    let order = (try? solvers.make(spelled ?? plan.solver))?.order.map { "order \(brief($0))" }
    let costs = foresight?.evaluationsPerStep
    let light = foresight.map(\.companionCalls).flatMap {
      $0 > 0 ? "\($0) by a network beside" : nil
    }
    let share = parts.map { parts in
      let calls = costs ?? []
      let executed = zip(calls, parts).reduce(0) { $0 + $1.0 * $1.1 }
      return "\(executed) of \(calls.reduce(0, +) * (parts.last ?? 0)) parts"
    }
    return [
      spelled.map(solvers.text), order ?? "with noise", "\(costText(costs)) NFE/step", light, share,
    ]
    .compactMap { $0 }.joined(separator: " · ")
  }

  /// How many tiles attention keeps in all layers; `nil` where that is all, or not known.
  private func tileNote(_ plan: Plan, _ card: ModelCard) -> String? {
    guard let attention = card.sampling.attention,
      let masks = try? plan.tileMasks(of: attention), !masks.isEmpty
    else { return nil }
    let kept = masks.reduce(0) { $0 + $1.count }
    return "keeps \(kept) of \(masks.count * attention.frames * attention.frames) tiles"
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

extension SamplingError {
  /// Where it can be changed, if not beside the guidance.
  fileprivate var role: Role? {
    switch self {
    case .skips, .noParts, .unknownPart, .noStepToSkip, .startNeedsData, .startNeedsNetwork, .tiles,
      .noFrames, .tooManyReferences, .otherLayers, .forkBatch, .forkShape:
      .model
    case .forkBeyondEnd, .noLevelsBelowFork: .steps
    default: nil
    }
  }
}
