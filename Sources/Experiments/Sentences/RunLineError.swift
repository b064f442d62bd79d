/// Why a run line cannot be read.
public enum RunLineError: Error, Hashable, Sendable {
  case prefix(expected: String)
  case missingValue(flag: String)
  case unfinished
}
