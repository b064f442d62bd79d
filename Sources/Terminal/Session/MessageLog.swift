import CTermGuard
import Glibc

/// A file that takes what libraries and the Swift runtime write to stderr while the screen is
/// ours. Where no file can be made, stderr stays where it is.
struct MessageLog {
  private let path: String

  init?(stateDirectory: String?) {
    guard let stateDirectory else { return nil }
    let directory = stateDirectory + "/quickstep"
    Self.makeDirectories(directory)
    path = directory + "/stderr.log"
    guard ctg_messages_redirect(path) == 1 else { return nil }
  }

  /// Gives stderr back, and says there if the file has something new to read.
  func close() {
    guard ctg_messages_restore() == 1 else { return }
    let line = Array("quickstep: messages were written to \(path)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }

  private static func makeDirectories(_ path: String) {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/\(part)"
      mkdir(made, 0o700)
    }
  }
}
