import Experiments
import Quickstep
import Synchronization

/// What the starts of the last runs have worked out, so that a run which differs in other words does
/// not do it again.
final class StartMaps: Sendable {
  private struct Key: Hashable {
    let model, schedule, start: Choice
    let classes: Set<Int32>
    let level: NoiseLevel
    /// Nil for what no random number changes.
    let seed: UInt64?
  }

  private static let most = 4
  private let known = Mutex([(key: Key, map: any SampleMap)]())

  /// Gives a job what its start has to know.
  /// - Throws: `CancellationError`.
  func learn(
    _ plan: Plan, _ job: inout SamplingJob, with equipment: Equipment
  ) throws {
    guard let knowledge = job.start.knowledge else { return }
    let key = Key(
      model: plan.model, schedule: plan.schedule, start: plan.start, classes: Set(job.classes),
      level: job.grid.levels[0], seed: knowledge == .drawn ? plan.seed : nil)
    let found = known.withLock { known in known.first { $0.key == key }?.map }
    let map =
      try found
      ?? job.startMap { share in
        if equipment.isCancelled() { throw CancellationError() }
        equipment.progress(share)
      }
    guard let map else { return }
    job.startSource = .given(map)
    known.withLock { known in
      known.removeAll { $0.key == key }
      known.insert((key, map), at: 0)
      known = Array(known.prefix(Self.most))
    }
  }

  func forget() { known.withLock { $0 = [] } }
}
