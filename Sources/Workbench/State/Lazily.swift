import Synchronization

/// A value that is computed when it is first asked for; copies share it.
final class Lazily<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// Whether it has been computed.
  var isKnown: Bool { known.withLock { $0 != nil } }

  var value: Value {
    known.withLock { known in
      if let known { return known }
      let made = make()
      known = made
      return made
    }
  }
}
