import Experiments

/// Masked discrete diffusion: texts unmasked by methods that ask which tokens are visible.
public struct MaskedFamily: ForkableFamily {
  public typealias Run = MaskedRun

  public static let declaration = Declaration(
    "masked", title: "Masked text", summary: "texts unmasked token by token",
    paper: "Zheng et al. 2024, Masked Diffusion Models are Secretly Time-Agnostic Masked Models")

  public let cards = maskedModels.declarations.map { declaration in
    ModelCard(declaration.name, kind: "exact law", summary: declaration.summary, labels: [:])
  }

  /// Where a kind of component is chosen.
  private static let roles: [String: Role] = [
    maskedModels.kind: .model, unmaskers.kind: .solver, Precision.catalog.kind: .guidance,
  ]
  private let corpus: Corpus

  /// - Parameter text: what models of real text are counted from; asked when one is first used.
  public init(text: @escaping @Sendable () -> String) { corpus = Corpus(text) }

  public func check(_ plan: MaskedPlan, _ key: String, with card: ModelCard) throws {
    guard key == "batch" || key == "model" else { return }
    try MaskedJob(plan).check()
  }

  public func spelling(_ plan: MaskedPlan, _ card: ModelCard) -> Spelling {
    var spelling = Spelling()
    if let job = try? MaskedJob(plan) { spelling.fixed["steps"] = job.pace.reason }
    return spelling
  }

  public func forecast(
    _ plan: MaskedPlan, after legs: [Leg<MaskedPlan>], _ card: ModelCard
  ) -> Forecast {
    do {
      let job = try MaskedJob(plan)
      var forecast: Forecast
      do {
        let course = try MaskedCourse(job, after: try legs.map { (try MaskedJob($0.plan), $0.end) })
        forecast = Forecast(course.outline, notes: job.notes)
      } catch {
        forecast = Forecast(.unknown, problem: .init(.steps, "\(error)"), notes: job.notes)
      }
      do { try job.check() } catch { forecast.problem = .init(.model, "\(error)") }
      return forecast
    } catch {
      let role: Role? =
        switch error {
        case .unknownName(_, let kind, _): Self.roles[kind]
        default: nil
        }
      return Forecast(.unknown, problem: .init(role ?? .solver, "\(error)"))
    }
  }

  public func begin(
    _ plan: MaskedPlan, after legs: [Leg<MaskedPlan>], with equipment: Equipment
  ) throws -> MaskedRun {
    let job = try MaskedJob(plan)
    try job.check()
    let course = try MaskedCourse(job, after: legs.map { (try MaskedJob($0.plan), $0.end) })
    return MaskedRun(course, job.kind.model(corpus), equipment)
  }
}

extension RunOutline {
  /// Of a plan that cannot run.
  fileprivate static let unknown = RunOutline(
    statistics: [], steps: nil, budget: RunBudget(unit: "calls", total: nil, speed: .timePerUnit),
    previews: [PreviewKind(name: "texts", shortName: "texts")], landmark: "step", plotted: [])
}
