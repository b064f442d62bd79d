import Synchronization

/// The true samples that the last runs were measured with, so that runs of the same model, classes
/// and seed share them.
public final class KnownTruths: Sendable {
  private struct Entry {
    let model: any ExactModel
    let classes: [Int32]
    let seed: UInt64
    let truth: Later<TrueReference>
    let bytes: Int
  }

  private let entries = Mutex([Entry]())
  private let budget: Int

  /// - Parameter budget: bytes that are kept at most, 48 MiB unless told otherwise.
  public init(budget: Int = 48 << 20) { self.budget = budget }

  public func forget() { entries.withLock { $0 = [] } }

  func truth(
    of model: any ExactModel, classes: [Int32], seed: UInt64,
    _ make: () -> TrueReference
  ) -> TrueReference {
    let truth = entries.withLock { entries in
      let place = entries.firstIndex {
        $0.seed == seed && $0.model === model && $0.classes == classes
      }
      let entry =
        place.map { entries.remove(at: $0) }
        ?? Entry(
          model: model, classes: classes, seed: seed, truth: Later(),
          bytes: TrueReference.bytes(batch: classes.count, width: model.shape.count))
      entries.insert(entry, at: 0)
      var bytes = 0
      entries = Array(
        entries.prefix {
          bytes += $0.bytes
          return bytes <= budget
        })
      return entry.truth
    }
    return truth.value(make)
  }
}

/// A value that is made once, by whoever asks first; others wait for it.
package final class Later<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)

  package init() {}

  package func value(_ make: () throws -> Value) rethrows -> Value {
    try known.withLock { known in
      let value = try known ?? make()
      known = value
      return value
    }
  }
}
