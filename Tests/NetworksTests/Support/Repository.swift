import Glibc

/// The names in a folder, sorted.
func names(in folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
      String(decoding: Array(raw.prefix { $0 != 0 }), as: UTF8.self)
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}

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
