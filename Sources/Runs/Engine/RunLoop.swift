import Experiments

/// Walks an experiment from its start to its end and tells what happens, on the thread that calls
/// it.
package struct RunLoop<Run: Experiment> {
  package enum End { case finished, cancelled }

  package private(set) var run: Run
  private let gate: RunGate
  private let outline: RunOutline
  /// Told every event with the run as it is then.
  private let tell: (RunEvent, Run) -> Void
  private var stretch: TimedStretch
  private var pace: PreviewPace
  /// Samples that previews show.
  private var shownSamples = 1
  /// The newest record, where nobody was told of it yet.
  private var untold: RunRecord?

  /// - Parameters:
  ///   - audience: for whom previews are made.
  ///   - tell: what to do with an event.
  package init(
    _ run: Run, _ gate: RunGate, for audience: PreviewPace.Audience = .onlooker,
    tell: @escaping (RunEvent, Run) -> Void
  ) {
    self.run = run
    self.gate = gate
    self.tell = tell
    outline = run.outline
    stretch = TimedStretch(outline)
    pace = PreviewPace(for: audience, stride: outline.previewStride, now: monotonicSeconds())
  }

  /// - Throws: what ended the run.
  package mutating func perform() throws -> End {
    for record in run.past { tell(.step(record, nil), run) }
    if let start = try run.next() {
      stretch.begin(with: start)
      tell(.step(start, startPreviews()), run)
    }
    while true {
      switch gate.takeStep() {
      case .stop:
        tellNewest()
        try end()
        tell(.cancelled, run)
        return .cancelled
      case .wait:
        tellNewest()
        tell(.paused, run)
        gate.waitForChange()
        if !gate.isCancelled { tell(.resumed, run) }
      case .go:
        guard try step() else {
          // Where nobody knew that it was the last.
          if untold != nil { tellNewest(pace.audience == .nobody ? nil : previews()) }
          try end()
          tell(.finished, run)
          return .finished
        }
        gate.stopIfInterrupted()
      }
    }
  }

  /// - Returns: whether there was another step.
  private mutating func step() throws -> Bool {
    let began = monotonicSeconds()
    let next: RunRecord?
    do {
      next = try run.next()
    } catch  where gate.isCancelled {
      // What a cancelled run computes is thrown away.
      return true
    }
    guard let record = next else { return false }
    let stepped = monotonicSeconds()
    guard !gate.isCancelled else { return true }
    stretch.add(record, seconds: stepped - began)
    untold = record
    let isLast = record.step == outline.steps
    let isShown = pace.isDue(step: record.step, isLast: isLast, now: stepped)
    let shown = isShown ? previews() : nil
    if isShown { pace.shown(from: stepped, to: monotonicSeconds()) }
    try save(.step)
    stretch.spend(monotonicSeconds() - stepped)
    if isShown || isLast || record.step.isMultiple(of: outline.recordStride) { tellNewest(shown) }
    return true
  }

  private mutating func tellNewest(_ previews: [Preview?]? = nil) {
    guard let record = untold else { return }
    tell(.step(stretch.timed(record), previews), run)
    untold = nil
  }

  private mutating func end() throws {
    try save(.end)
    if let finding = run.finding() { tell(.found(finding), run) }
  }

  private mutating func save(_ occasion: SaveOccasion) throws {
    if let saved = try run.save(occasion) { tell(saved) }
  }

  private func tell(_ saved: Saved) {
    switch saved {
    case .several(let all): for saved in all { tell(saved) }
    case .model(let path): tell(.saved(model: path, step: stretch.step), run)
    case .preset(let path): tell(.presetSaved(path), run)
    case .file(let path, let model): tell(.fileSaved(path, beside: model), run)
    }
  }

  /// Of the start, which only somebody who looks on wants to see, with all that can be kept.
  private mutating func startPreviews() -> [Preview?]? {
    guard case .onlooker = pace.audience else {
      shownSamples = .max
      return nil
    }
    shownSamples = KeptBudget.previewedSamples(of: run.previews(most: 1), outline)
    return previews()
  }

  private func previews() -> [Preview?]? {
    let previews = run.previews(most: shownSamples)
    return gate.isCancelled ? nil : previews
  }
}
