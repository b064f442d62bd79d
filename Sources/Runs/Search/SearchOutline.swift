import Experiments
import Quickstep

/// What is known of a search before its first run.
enum SearchOutline {
  static func outline(_ plan: SearchPlan, form: SearchForm) -> RunOutline {
    let statistics = SearchStatistic.allCases.enumerated().map { rank, item in
      RunStatistic(
        item.statistic(plan), rank: item.isPart(of: form) ? rank : nil,
        largest: item == .nfe || item == .step ? plan.budget : 99,
        truth: item.comparison(form)?.rawValue)
    }
    var outline = RunOutline(
      statistics: statistics, steps: nil,
      budget: RunBudget(
        unit: "NFE", noun: "evaluations", single: "call", total: plan.budget, speed: .rate),
      previews: previews(plan, form), landmark: SearchStatistic.error.rawValue,
      plotted: form == .fewest
        ? ["error", "evaluations"] : form == .tiles ? ["error"] : ["error", "tried"])
    outline.qualityObstacle = "What the search comes to stands here at its end."
    outline.recordStride = form == .fewest ? 50 : 10
    outline.previewStride = outline.recordStride
    return outline
  }

  private static func previews(_ plan: SearchPlan, _ form: SearchForm) -> [PreviewKind] {
    let picture = (try? searches.pictureName(plan.method)) ?? "costs"
    return switch form {
    case .levels:
      [
        PreviewKind(name: "error", shortName: "error"),
        PreviewKind(name: "levels", shortName: "levels"),
        PreviewKind(name: picture, shortName: picture),
      ]
    case .schedules:
      [
        PreviewKind(name: "error", shortName: "error"),
        PreviewKind(name: "steps", shortName: "steps"),
        PreviewKind(name: "levels", shortName: "levels"),
        PreviewKind(name: picture, shortName: picture),
      ]
    case .fewest:
      [
        PreviewKind(name: "table", shortName: "table"),
        PreviewKind(name: "error", shortName: "error"),
      ]
    case .tiles: [PreviewKind(name: "masks", shortName: "masks")]
    }
  }
}
