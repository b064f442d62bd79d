import Quickstep
import Runs

/// What lists say of a model.
public struct ModelItem: Hashable, Sendable {
  /// A bundled model's name or a path.
  public var name: String
  /// One or two words: `mixture`, `data 512`, `file`.
  public var kind: String
  /// One line; empty where nothing is known.
  public var summary: String
  /// Empty without classes, `nil` as long as they are not known.
  public var classNames: [String]?
  /// Which of `modelDeclaration`'s knobs it has.
  public var knobs: [String]
  /// What a plan with it takes where nobody chose.
  public var defaults: PlanDefaults
  /// Why none of its paths is exact; `nil` where its distribution is known.
  public var pathObstacle: PathError?
  /// The sampler that comes with it; nil for none.
  public var sampler: CheckpointSampler?

  public init(
    name: String, kind: String, summary: String = "", classNames: [String]? = nil,
    knobs: [String] = modelDeclaration.knobs.map(\.name), defaults: PlanDefaults = PlanDefaults()
  ) {
    self.name = name
    self.kind = PrintableText(kind).text
    self.summary = PrintableText(summary).text
    self.classNames = classNames
    self.knobs = knobs
    self.defaults = defaults
  }

  public init(_ entry: ModelEntry) {
    self.init(name: entry.name, kind: entry.kind.text, summary: entry.summary)
    pathObstacle = entry.kind.pathObstacle
    if !entry.kind.isLimitable { knobs.removeAll { $0 == "limit" } }
  }

  public init(_ found: ModelInspection) {
    self.init(found.entry)
    classNames = found.classNames
    defaults = found.defaults
    sampler = found.sampler
  }
}
