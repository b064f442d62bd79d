/// What a solver, schedule, grid, guidance or model says of itself, once, for panels, flags,
/// help texts, presets and tests alike.
public struct Declaration: Sendable, Hashable {
  /// As written on the command line.
  public let name: String
  /// As shown in panels.
  public let title: String
  /// One line.
  public let summary: String
  /// Authors, year and title, or the place of the definition; empty for common knowledge.
  public let paper: String
  public let knobs: [Knob]
  public let orders: [KnobOrder]
  /// With what it stands together in long lists; `nil` where lists are short.
  public let group: Group?

  /// A heading in lists.
  public struct Group: Sendable, Hashable {
    public let title: String

    public init(_ title: String) { self.title = title }
  }

  public init(
    _ name: String, title: String, group: Group? = nil, summary: String, paper: String = "",
    knobs: [Knob] = [], orders: [KnobOrder] = []
  ) {
    self.name = name
    self.title = title
    self.group = group
    self.summary = summary
    self.paper = paper
    self.knobs = knobs
    self.orders = orders
  }

  public func knob(_ name: String) -> Knob? { knobs.first { $0.name == name } }
}

/// Two real knobs of which the lower one must not be above the upper one.
public struct KnobOrder: Sendable, Hashable {
  public let lower, upper: String

  public init(_ lower: String, below upper: String) {
    self.lower = lower
    self.upper = upper
  }
}

/// Something that is declared, chosen by name and made from knob values.
public protocol Component: Sendable, SendableMetatype {
  static var declaration: Declaration { get }

  init(_ knobs: KnobValues)
}

extension Component {
  /// - Parameter chosen: the knobs that are not at their defaults.
  public init(knobs chosen: [String: KnobValue]) {
    self.init(KnobValues(Self.declaration.knobs, chosen))
  }
}
