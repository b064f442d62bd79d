// What is remembered of earlier steps.
extension StepContext {
  /// Earlier evaluations, newest first, as far as the solver asked to remember them.
  public var history: [Past] { past(.evaluations) }

  /// What is remembered of one kind, newest first.
  public func past(_ track: Track) -> [Past] { tracks[track] ?? [] }

  /// Puts a slot in front of what is remembered of its kind and drops all but the newest `keep`.
  public func remember(
    _ slot: Slot, at level: NoiseLevel, keep: Int, in track: Track = .evaluations
  ) {
    tracks[track] = Array(([Past(slot: slot, level: level)] + past(track)).prefix(keep))
  }

  /// Forgets everything of one kind.
  public func forget(_ track: Track = .evaluations) { tracks[track] = nil }

  /// The level of the grid that the step starts from, whatever its state is read as.
  public var scheduledStart: NoiseLevel { grid.steps[gridIndex].from }
}
