import Quickstep

/// JSON files as trees of values.
public enum JSONFile {
  /// Reads a JSON file, plain or gzip'd.
  public static func read(_ path: String) throws(FileError) -> JSONValue {
    try parse(ByteSource(contentsOf: path))
  }

  /// Parses JSON; `NaN`, `Infinity` and `-Infinity` are numbers, repeated keys an error.
  public static func parse(_ source: ByteSource) throws(FileError) -> JSONValue {
    try JSONParser.parse(source)
  }
}
