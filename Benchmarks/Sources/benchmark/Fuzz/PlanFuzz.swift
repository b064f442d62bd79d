import Glibc
import Quickstep
import Runs
import Tensors

/// Runs plans drawn at random from everything that is declared, knobs at the bounds of their ranges
/// and inside, with every model that is cheap: each must be refused or stopped in one sentence, or
/// end with numbers that can be shown.
struct PlanFuzz {
  let cases: Int
  let seed: UInt64
  let first: Int

  /// The arguments are the number of cases, a hundred thousand if absent, the seed, and the first
  /// case.
  init?(_ arguments: some Collection<String>) {
    let numbers = arguments.map { UInt64($0) }
    guard numbers.count <= 3, !numbers.contains(nil) else { return nil }
    let given = numbers.map { $0! } + [100_000, 1, 0][numbers.count...]
    (cases, seed, first) = (Int(clamping: given[0]), given[1], Int(clamping: given[2]))
  }

  func run() {
    let library = ModelLibrary(), kernels = Kernels(pool: ThreadPool(threads: 1))
    var counts: [PlanTrial.End: Int] = [:]
    var faults = 0
    var slowest = (seconds: 0.0, plan: "")
    let total = time {
      for index in first..<first + cases {
        let plan = plan(index)
        let text = plan.runLine
        // A case that never ends is named by the alarm that ends it.
        Watch.begin("case \(index) of seed \(seed): \(text)", seconds: 120)
        let began = seconds()
        var trial = PlanTrial(plan, library: library, with: kernels)
        if index.isMultiple(of: 50) { trial.measureEnd() }
        let taken = seconds() - began
        counts[trial.end, default: 0] += 1
        if taken > slowest.seconds { slowest = (taken, text) }
        for fault in trial.faults.prefix(3) {
          faults += 1
          print("case \(index): \(fault)\n  \(text)")
        }
        if (index + 1) % 10_000 == 0 { print("\(index + 1) plans of seed \(seed)") }
        fflush(nil)
      }
      Watch.end()
    }
    line("figure", "value", "unit", "bar", "note")
    for end in PlanTrial.End.allCases {
      line(
        "random plans: \(end.rawValue)", "\(counts[end, default: 0])", "", "-", "seed \(seed)")
    }
    line("random plans: faults", "\(faults)", "", "0", "")
    report("random plans: rate", Double(cases) / total, "plans/s")
    report("random plans: the slowest", slowest.seconds, "s", bar: "120", slowest.plan)
    if faults > 0 { exit(1) }
  }

  /// The plan of a case, which depends on the seed and its number alone.
  private func plan(_ index: Int) -> Plan {
    var dice = Dice(seed: seed &* 0xD134_2543_DE82_EF95 &+ UInt64(index))
    // Pictures cost more: a few of them, and fewer of the largest network.
    let kind = dice.below(100)
    let models = kind == 0 ? ["digits-flow", "digits-noise"] : kind < 8 ? ["digits"] : Self.cheap
    var plan = Plan.random(models: models, using: &dice)
    if kind == 0 {
      plan.steps = min(plan.steps, 4)
      plan.batch = 1
    } else if kind < 8 {
      plan.steps = min(plan.steps, 40)
    }
    return plan
  }

  private static let cheap = ModelLibrary.cards.map(\.name).filter { !$0.hasPrefix("digits") }
}
