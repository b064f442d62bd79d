/// What a report tells: one row a cell of a sweep, or one row a run. It knows no family.
public struct ReportDocument: Sendable {
  /// What tells rows apart: a word or a knob, and what it is set to.
  public struct Axis: Hashable, Sendable {
    public let name: String
    /// In the order in which they stand along a picture.
    public let values: [String]

    public init(_ name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// A number that ends are judged by.
  public struct Measure: Hashable, Sendable {
    public let name: String
    /// Empty where there is none.
    public let unit: String
    public let better: Score.Better

    public init(_ name: String, unit: String = "", better: Score.Better) {
      self.name = name
      self.unit = unit
      self.better = better
    }

    /// Name and unit.
    public var label: String { unit.isEmpty ? name : "\(name), \(unit)" }
  }

  /// A measure of one row; `nil` is what is not known.
  public struct Mark: Hashable, Sendable {
    public let value, spread, floor, floorSpread: Double?

    public init(
      value: Double?, spread: Double? = nil, floor: Double? = nil, floorSpread: Double? = nil
    ) {
      self.value = value
      self.spread = spread
      self.floor = floor
      self.floorSpread = floorSpread
    }
  }

  /// Whether something better costs no more.
  public enum Front: Hashable, Sendable {
    case on
    /// The spread leaves it open.
    case uncertain
    case dominated
  }

  public struct Row: Sendable {
    /// One for each axis.
    public var values: [String]
    /// `nil` where that is not known.
    public var evaluations: Int?
    public var seconds: Double?
    /// How often it was run.
    public var seeds = 1
    /// By measure.
    public var marks: [String: Mark] = [:]
    /// By the first measure; `nil` leaves it to ``ReportDocument/fronts(by:)``.
    public var front: Front?
    /// What makes it again.
    public var line: String
    /// Why there is nothing to tell of it.
    public var failure: String?
    /// A PNG file of what was made, of a few thousand bytes.
    public var thumbnail: [UInt8]?
    /// Statistics over the steps.
    public var curves: [Curve] = []

    public init(values: [String], line: String) {
      self.values = values
      self.line = line
    }
  }

  public var title: String
  /// What was found, in one sentence; empty where nothing was looked for.
  public var finding: String
  /// The line that makes all of it again; empty for single runs.
  public var line: String
  /// How much worse than the best counts as near it, as a share.
  public var tolerance: Double?
  public var axes: [Axis]
  /// The first is the one to judge by.
  public var measures: [Measure]
  public var rows: [Row]

  public init(
    title: String, finding: String = "", line: String = "", tolerance: Double? = nil, axes: [Axis],
    measures: [Measure], rows: [Row]
  ) {
    self.title = title
    self.finding = finding
    self.line = line
    self.tolerance = tolerance
    self.axes = axes
    self.measures = measures
    self.rows = rows
  }
}
