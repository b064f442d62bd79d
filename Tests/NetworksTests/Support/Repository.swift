/// The repository's folder.
let repository: String =
  #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }

/// The sentence of the error that `body` throws, or "no error".
func sentence<T>(_ body: () throws -> T) -> String {
  do {
    _ = try body()
    return "no error"
  } catch {
    return "\(error)"
  }
}
