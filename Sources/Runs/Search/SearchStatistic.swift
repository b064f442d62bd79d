import Experiments
import Quickstep

/// What a search tells, in the order of its records.
enum SearchStatistic: String, CaseIterable, Sendable {
  case step, error, evaluations, solver, grid, steps, tried, hand, own, tau, fresh, tolerance, nfe,
    ms

  /// Whether searches of a form tell it.
  func isPart(of form: SearchForm) -> Bool {
    switch self {
    case .tried, .hand, .own: form.comparesHandMade
    case .tau: form == .schedules
    case .solver, .grid, .evaluations, .steps, .tolerance: form == .fewest
    case .fresh: form != .tiles
    case .step, .error, .nfe, .ms: true
    }
  }

  /// The statistic that stands behind it.
  func comparison(_ form: SearchForm) -> SearchStatistic? {
    guard self == .error else { return nil }
    switch form {
    case .levels, .schedules: return .hand
    case .fewest: return .tolerance
    case .tiles: return nil
    }
  }

  func statistic(_ plan: SearchPlan) -> Statistic {
    switch self {
    case .step: make("#", "runs and steps of the teacher so far", .count)
    case .error: percent("best", "smallest error so far, of the samples' spread")
    case .tried: percent("tried", "error of the levels that were tried last")
    case .hand: percent("hand", "smallest error of the plans that are there without a search")
    case .own: percent("own", "error of the plan's own grid")
    case .tau:
      make(
        "tau", "Kendall's tau of what the predictor expects of plans it has not learned from",
        .significant)
    case .fresh: percent("fresh", "error of the best on noises that the search has not seen")
    case .evaluations: make("calls", "evaluations of the best", .count)
    case .solver:
      make("solver", "solver of the best", .names(plan.solverNames))
    case .grid: make("grid", "grid of the best", .names(plan.gridNames))
    case .steps: make("steps", "steps of the best", .count)
    case .tolerance: percent("goal", "error that is near enough")
    case .nfe: make("NFE", "evaluations that the search has spent", .count)
    case .ms: .milliseconds
    }
  }

  private func make(
    _ symbol: String, _ summary: String, _ format: Statistic.Format
  ) -> Statistic {
    Statistic(
      name: rawValue, symbol: symbol, unit: "", summary: summary, format: format, scale: .linear)
  }

  private func percent(_ symbol: String, _ summary: String) -> Statistic {
    Statistic(
      name: rawValue, symbol: symbol, unit: "%", summary: summary, format: .significant,
      scale: .logarithmic)
  }
}

extension SearchForm {
  /// Whether what is found has rivals that are there without a search.
  var comparesHandMade: Bool {
    switch self {
    case .levels, .schedules: true
    case .fewest, .tiles: false
    }
  }
}

extension SearchPlan {
  /// In the order of the comparison; empty where they cannot be read.
  var solverNames: [String] {
    ((try? Rivals.solvers(solvers)) ?? []).map(Quickstep.solvers.text)
  }

  var gridNames: [String] { ((try? Rivals.grids(grids)) ?? []).map(gridRules.text) }
}
