/// Why a sweep cannot run.
public enum SweepError: Error, Hashable, Sendable {
  case noAxes
  case tooManyAxes(Int, most: Int)
  case noValues(axis: String)
  case badRange(axis: String, text: String)
  /// A row with more or fewer values than the axis has places.
  case uneven(axis: String, row: Int, value: String, places: Int)
  case repeatedValue(axis: String, value: String, rows: [Int])
  /// Two axes move the same.
  case repeatedPlace(String)
  case unknownPlace(axis: String, reason: String)
  /// A value that its place does not take; rows count from 1.
  case refused(axis: String, row: Int, value: String, reason: String)
  case tooManyCells([Int], most: Int)
  /// A cell that cannot run, by its number from 1 and its values.
  case cannotRun(cell: Int, values: String, reason: String)
  case unknownMeasure(String, known: [String])
  /// Models whose samples have unlike counts of numbers.
  case shapesDiffer([Int])
  case noMeasures
  case noSeeds(family: String)
}
