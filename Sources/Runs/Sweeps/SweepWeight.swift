import Experiments
import Tensors

/// What a sweep costs, before it runs.
public struct SweepWeight: Sendable {
  public let plan: SweepPlan
  /// Runs of an earlier time, which are not done again.
  public let kept: Int
  /// How many cells run side by side.
  public let threads: Int
  /// Seconds that all runs take, from one run of the cheapest cell; `nil` where
  /// that cannot be foreseen.
  public let seconds: Double?
  /// Evaluations of all runs, and those that are left where cells share what they have in common; 0 where
  /// that cannot be foreseen.
  public let asked, computed: Int

  /// The share that is saved, 0 … 1.
  public var shared: Double { asked > 0 ? 1 - Double(computed) / Double(asked) : 0 }

  /// Looks at every cell and runs the cheapest one.
  /// - Throws: `SweepError` or `FileError`.
  public init(_ sweep: Sweep, by runner: SweepRunner, _ kernels: Kernels) throws {
    plan = try runner.plan(sweep)
    threads = runner.threads
    kept = try runner.journal(sweep)?.kept.count { $0.measured != nil } ?? 0
    let sharing = WorkShelf.Plan(runner.recipes(plan))
    (asked, computed) = (sharing.asked * plan.sweep.seeds, sharing.computed * plan.sweep.seeds)
    let share = asked > 0 ? Double(computed) / Double(asked) : 1
    seconds = runner.seconds(plan, kernels).map { $0 * share / Double(runner.threads) }
  }
}

extension SweepRunner {
  fileprivate func seconds(_ plan: SweepPlan, _ kernels: Kernels) -> Double? {
    guard let total = plan.total, total > 0,
      let cheapest = plan.budgets.indices.min(by: {
        (plan.budgets[$0] ?? 0) < (plan.budgets[$1] ?? 0)
      }),
      plan.budgets[cheapest] ?? 0 > 0
    else { return nil }
    // What it loads is not paid again.
    guard var run = try? begin(plan.sentences[cheapest], kernels) else { return nil }
    let loaded = monotonicSeconds()
    do {
      var spent = 0
      while let record = try run.next(), monotonicSeconds() - loaded < Self.patience {
        spent = record.spent
      }
      guard spent > 0 else { return nil }
      return (monotonicSeconds() - loaded) / Double(spent) * Double(total)
    } catch { return nil }
  }

  /// In seconds.
  private static let patience = 2.0
}
