import Experiments
import Quickstep

extension SearchFamily {
  public func spelling(_ plan: SearchPlan, _ card: ModelCard) -> Spelling {
    let sampled = sampling.spelling(plan.plan, card)
    var spelling = Spelling()
    spelling.series = sampled.series
    spelling.components = sampled.components
    switch try? searches.form(plan.method) {
    case .levels, .schedules, .tiles:
      for word in ["tolerance", "solvers", "grids"] {
        spelling.fixed[word] = "only the method fewest compares solvers and grids"
      }
    case .fewest: spelling.fixed["steps"] = "fewest tries every number of steps"
    case nil: break
    }
    return spelling
  }

  public func forecast(_ plan: SearchPlan, _ card: ModelCard) -> Forecast {
    let sampled = sampling.forecast(plan.plan, card)
    var forecast = Forecast(
      SearchOutline.outline(plan, form: (try? searches.form(plan.method)) ?? .levels))
    forecast.problem =
      sampled.problem ?? problem(plan).map { Forecast.Problem($0.role, "\($0.reason)") }
      ?? modelProblem(plan, card)
    forecast.notes[.solver] = sampled.notes[.solver]
    forecast.notes[.steps] = "at most \(plan.budget) calls"
    return forecast
  }

  /// Why a search of a plan that can be sampled cannot run, and where that can be changed.
  func problem(_ plan: SearchPlan) -> (role: Role, reason: any Error)? {
    do {
      let form = try searches.form(plan.method)
      _ = try plan.rivals()
      if let count = levelsToChooseFrom(plan), count < plan.plan.steps {
        throw SearchError.tooFewLevels(count, steps: plan.plan.steps)
      }
      if form == .schedules, plan.plan.steps > S3.mostEvaluations {
        throw SearchError.tooManyEvaluations(plan.plan.steps, most: S3.mostEvaluations)
      }
      // What the checkpoint says is known where the plan meets its model.
      if form != .fewest, plan.plan.solver != .checkpoint,
        try solvers.make(plan.plan.solver).order == nil
      {
        throw SearchError.drawsNoise(solver: solvers.text(plan.plan.solver))
      }
    } catch {
      return (.solver, error)
    }
    guard (try? guidances.make(plan.plan.guidance).followsSteps) == true else { return nil }
    return (.guidance, PathError.guidanceFollowsSteps)
  }

  /// What is not known of the model yet is no problem.
  private func modelProblem(_ plan: SearchPlan, _ card: ModelCard) -> Forecast.Problem? {
    guard let parts = card.labels?["skip"], let method = try? searches.make(plan.method) else {
      return nil
    }
    return method.obstacle(plan.plan, parts: parts, attention: card.sampling.attention)
      .map { Forecast.Problem(.solver, "\($0)") }
  }

  /// `nil` for methods that choose from no levels.
  private func levelsToChooseFrom(_ plan: SearchPlan) -> Int? {
    guard
      let fine = try? searches.options.declaration(plan.method.name).knob(Knob.fineName),
      case .integer(let count) = plan.method.value(fine)
    else { return nil }
    return plan.plan.handWrittenLevels.map { $0.count - 1 } ?? count
  }

  public func summary(_ role: Role, of sentence: Sentence, _ card: ModelCard) -> [SummaryLine] {
    func brief(_ key: String) -> String { part(key, sentence) { $0.brief($1) } }
    let plan = SearchPlan(sentence)
    let isFewest = (try? searches.form(plan.method)) == .fewest
    switch role {
    case .model:
      return [
        SummaryLine(brief("model"), card.kind),
        SummaryLine("\(plan.plan.batch) noises · seed \(plan.plan.seed)", left: .faint),
      ]
    case .solver:
      let title = try? searches.options.declaration(plan.method.name).title
      return [
        SummaryLine(
          title ?? plan.method.name, isFewest ? "\(brief("tolerance")) %" : "",
          right: .plain),
        isFewest
          ? SummaryLine("\(plan.solvers) on \(plan.grids)", left: .faint)
          : SummaryLine("for \(brief("solver"))", left: .faint),
      ]
    case .steps:
      return [
        isFewest
          ? SummaryLine(brief("grid"), plan.plan.schedule.name)
          : SummaryLine("\(plan.plan.steps) steps", plan.plan.schedule.name)
      ]
    case .guidance: return sampling.summary(role, of: sentence, card)
    }
  }
}
