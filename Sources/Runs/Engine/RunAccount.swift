import Experiments

/// What a run has told, put together so that it can be kept once it has ended.
public struct RunAccount: Sendable {
  public let start: RunStart
  private let identity: RunIdentity
  private var records: [RunRecord] = []
  private var scores: [Score] = []
  /// `nil` while it goes on.
  private var end: RunEntry.End?
  /// When it ended: seconds since 1970.
  private var made = 0.0
  /// The newest that shows what is made.
  public private(set) var preview: Preview?

  /// - Parameter time: seconds since 1970.
  public init(_ start: RunStart, at time: Double) {
    self.start = start
    identity = RunIdentity(at: time)
  }

  /// Takes in what happened.
  /// - Parameter time: seconds since 1970.
  /// - Returns: whether there is something new to keep.
  public mutating func take(_ event: RunEvent, at time: Double) -> Bool {
    switch event {
    case .step(let record, let previews):
      records.append(record)
      let place = start.outline.resultPreview
      if let previews, previews.indices.contains(place), let shown = previews[place] {
        preview = shown
      }
      return false
    case .finished: return finish(.finished, at: time)
    case .cancelled: return finish(.stopped, at: time)
    case .failed(let reason):
      return finish(.failed(PrintableText(reason, limit: 1000).text), at: time)
    case .scores(let scores):
      self.scores = scores
      return end != nil
    case .measured(let name, let values):
      guard let place = start.outline.index(of: name) else { return false }
      for (index, value) in values.enumerated() where records.indices.contains(index) {
        records[index].amend(place, value)
      }
      return end != nil
    case .loading, .started, .paused, .resumed, .saved, .presetSaved, .fileSaved, .found, .redrawn,
      .unmeasurable, .sweep:
      return false
    }
  }

  /// Ends it; the first end counts.
  /// - Returns: whether there is something new to keep.
  @discardableResult
  public mutating func finish(_ end: RunEntry.End, at time: Double) -> Bool {
    guard self.end == nil else { return false }
    self.end = end
    made = time
    return true
  }

  /// `nil` where there is nothing to keep: it goes on, or was stopped before its first step.
  public func entry(among families: Families) -> RunEntry? {
    guard let end, end != .stopped || records.count > 1 else { return nil }
    return RunEntry(
      start.sentence, among: families, identity: identity, made: made, end: end,
      outline: start.outline, records: records, scores: scores)
  }
}

extension RunAccount {
  /// What a walk without events has come to.
  package init(
    _ start: RunStart, at time: Double, _ records: [RunRecord], _ scores: [Score],
    _ preview: Preview?, end: RunEntry.End
  ) {
    self.init(start, at: time)
    self.records = records
    self.scores = scores
    self.preview = preview
    finish(end, at: time)
  }
}
