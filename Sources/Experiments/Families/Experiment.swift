/// A run under way: an iterator of records that touches no file, thread or clock, and shows and
/// measures itself when asked.
public protocol Experiment {
  var outline: RunOutline { get }

  /// Records of an earlier part of the run, which goes on where that ended.
  var past: [RunRecord] { get }

  /// The record of the start, then one a step; `nil` at the end.
  mutating func next() throws -> RunRecord?

  /// The state after the last record, as the outline lists previews; `nil` where it has none.
  /// - Parameter most: how many samples are worth showing.
  func previews(most: Int) -> [Preview?]

  /// Asked when the run waits or has ended.
  func late() -> [LateStatistic]

  /// Of the finished run.
  /// - Parameter names: of the statistics that are wanted; `nil` for all there are.
  /// - Throws: why there are none.
  func scores(_ names: Set<String>?) throws -> [Score]

  /// Of the state after the last record.
  func products() -> [Product]

  /// What it comes to, so far or at its end; `nil` where nothing is looked for.
  func finding() -> Finding?

  /// Writes what has been made.
  /// - Returns: what was written, or `nil` where there is nothing to write now.
  mutating func save(_ occasion: SaveOccasion) throws -> Saved?
}

/// When a run is asked to write what it has made.
public enum SaveOccasion: Sendable {
  /// After a step, which may be too soon.
  case step
  /// Before the run ends or is ended.
  case end
}

/// What a run has written, by its path.
public enum Saved: Hashable, Sendable {
  /// What can be sampled from.
  case model(String)
  /// A sentence that can be run.
  case preset(String)
  /// Something that belongs to a model, by its path and the model's name.
  case file(String, beside: String)
  /// By several runs at once.
  case several([Saved])
}

extension Experiment {
  public var past: [RunRecord] { [] }
  public func late() -> [LateStatistic] { [] }
  public func scores(_ names: Set<String>?) throws -> [Score] { [] }
  /// All there are.
  public func scores() throws -> [Score] { try scores(nil) }
  public func products() -> [Product] { [] }
  public func finding() -> Finding? { nil }
  public mutating func save(_ occasion: SaveOccasion) throws -> Saved? { nil }
}
