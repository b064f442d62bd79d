import Files
import Glibc

/// A folder that is removed when the test is done with it.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/quickstep-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("no temporary folder") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { remove(path) }

  func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Puts bytes into a file and returns its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try AtomicFile.write(bytes, to: self(name))
    return self(name)
  }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

  func folder(_ name: String) -> String {
    mkdir(self(name), 0o755)
    return self(name)
  }
}

private func remove(_ path: String) {
  chmod(path, 0o755)
  if let stream = opendir(path) {
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        String(decoding: Array(raw.prefix { $0 != 0 }), as: UTF8.self)
      }
      if name != ".", name != ".." { remove(path + "/" + name) }
    }
    closedir(stream)
    rmdir(path)
  } else {
    unlink(path)
  }
}

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
