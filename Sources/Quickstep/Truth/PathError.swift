/// Why there is no exact path to compare a run with.
public enum PathError: Error, Hashable, Sendable {
  /// The distribution of the model is not known.
  case notExact
  /// The run draws fresh noise between its steps, so that it follows no single path.
  case drawsNoise
  /// The guidance is another one at every step, or remembers what came before.
  case guidanceFollowsSteps
  /// Other plans that should follow another path have taken the first steps.
  case forked
  case stopped
  /// The model has no finite prediction at the start.
  case notFinite(NoiseLevel)
  /// So many evaluations led no further than this level.
  case tooStiff(evaluations: Int, NoiseLevel)
}
