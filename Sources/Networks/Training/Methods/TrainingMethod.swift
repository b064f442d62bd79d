import Experiments

/// A way to train, as a plan's word names it. It is to a trainer what a solver is to a sampler: one
/// short file, made of its knobs.
protocol TrainingMethod: Component {
  /// The networks that it needs beside the one that learns.
  static var cast: Set<CastRole> { get }
  /// The words of a plan that say nothing to it.
  static var unused: Set<String> { get }

  /// What its steps tell beside their loss, in this order.
  var statistics: [Statistic] { get }

  /// What is learned, with data and networks at hand.
  /// - Throws: `TrainingError` for settings that do not fit them or each other.
  func lesson(_ brief: TrainingBrief) throws(TrainingError) -> any Lesson
}

extension TrainingMethod {
  static var cast: Set<CastRole> { [] }
  static var unused: Set<String> { [] }

  var cast: Set<CastRole> { Self.cast }
  var statistics: [Statistic] { [] }
  /// With the words for networks that it has no part for.
  var unused: Set<String> {
    Self.unused.union(Set(CastRole.allCases).subtracting(cast).map(\.rawValue))
  }
}

/// All training methods, in the order in which lists show them.
let trainingMethods = Catalog<any TrainingMethod>(
  "method",
  [
    Matching.self, Straightening.self, VelocityRefining.self, OneMoreStep.self,
    MultistepConsistency.self, SparseAttention.self,
  ] as [any TrainingMethod.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })

extension TrainingPlan {
  /// The networks that the plan's method needs beside the one that learns.
  public var cast: Set<CastRole> { (try? trainingMethods.make(method))?.cast ?? [] }

  /// What the plan's method tells of its steps beside their loss.
  public var statistics: [Statistic] { (try? trainingMethods.make(method))?.statistics ?? [] }

  /// The words that say nothing to the plan's method.
  public var unusedWords: Set<String> { (try? trainingMethods.make(method))?.unused ?? [] }
}

extension [String: Setting] {
  /// Whether the method among these settings makes nothing of a word.
  func leaveOut(_ word: String) -> Bool {
    var plan = TrainingPlan()
    plan.method = self["method"]?.choice ?? plan.method
    return plan.unusedWords.contains(word)
  }
}
