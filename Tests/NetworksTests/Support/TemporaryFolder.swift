import Files
import Glibc

/// A folder that is removed, with the files and folders in it, when the test is done with it.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/quickstep-networks-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("no temporary folder") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { remove(path) }

  func callAsFunction(_ name: String) -> String { path + "/" + name }

  func folder(_ name: String) -> String {
    mkdir(self(name), 0o755)
    return self(name)
  }
}

private func remove(_ path: String) {
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
