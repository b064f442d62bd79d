/// What the steps of solver schedules may be made of, beside what is always there.
struct ScheduleChoices {
  /// What steps may expand: after the model's statistics where some are stored that hold for the plan.
  var predictions: [UnifiedStrategy.Expanded] = [.data, .noise]
  /// Whether the first step may go by the mean of the data: where that is known, and other than zero.
  var knowsMean = false
}

extension ScheduleChoices {
  init(for run: SearchContext) throws {
    let job = try run.bench.job(run.plan)
    let stored = try run.bench.model.companions.statistics()
    if (try? run.plan.choose(stored, for: job)) != nil { predictions.append(.v3) }
    if let model = job.model.exact {
      knowsMean = Set(job.classes).contains { wanted in
        PrincipalAxes.mean(of: model, ofClass: wanted, with: job.kernels).contains {
          abs($0) > Self.least
        }
      }
    }
  }

  /// Nearer to zero than this a mean is taken for zero.
  private static let least = 1e-3
}
