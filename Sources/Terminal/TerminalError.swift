import Glibc

/// Why the workbench cannot be shown here.
public enum TerminalError: Error, Hashable, Sendable {
  case notATerminal(Stream)
  case noTerminalType
  case unknownTerminalType(String)
  /// The terminal cannot move its cursor to a given place.
  case noCursorAddressing(String)
  /// Files may be no longer than this many bytes (RLIMIT_FSIZE), and a screen is put together in
  /// one.
  case fileLimit(Int)
  case systemCall(String, code: Int32)

  public enum Stream: String, Sendable {
    case input = "standard input"
    case output = "standard output"
  }
}

extension TerminalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notATerminal(let stream):
      "\(stream.rawValue) is not a terminal; the workbench needs one, the subcommands do not"
    case .noTerminalType:
      "TERM is not set, so nothing is known about this terminal; try TERM=xterm-256color"
    case .unknownTerminalType(let name):
      "this machine has no description of the terminal type \(quoted(name)) (TERM);"
        + " try TERM=xterm-256color, or install ncurses-term"
    case .noCursorAddressing(let name):
      "a terminal of type \(quoted(name)) (TERM) cannot place its cursor;"
        + " use another terminal, or a subcommand"
    case .fileLimit(let bytes):
      "files may have \(bytes) bytes here (ulimit -f), too few to put a screen together;"
        + " allow 16 MiB, or use a subcommand"
    case .systemCall(let call, let code):
      "the terminal could not be set up: \(call) failed (\(String(cString: strerror(code))))"
    }
  }

  /// The name with anything but printable ASCII shown as `?`, at most 40 characters of it.
  private func quoted(_ name: String) -> String {
    let clean = name.unicodeScalars.prefix(40).map {
      (0x20..<0x7F).contains($0.value) ? Character($0) : "?"
    }
    return "\"\(String(clean))\""
  }
}
