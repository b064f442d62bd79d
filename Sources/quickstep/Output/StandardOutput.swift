import Glibc

/// Why standard output does not take what is written.
enum OutputError: Error, CustomStringConvertible {
  case brokenPipe
  case failed(code: Int32)

  var description: String {
    switch self {
    case .brokenPipe: "standard output: the reader has gone."
    case .failed(let code):
      "standard output: \(String(cString: strerror(code)).lowercased()). \(advice(code))"
    }
  }

  private func advice(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "Free some space or write elsewhere."
    case EFBIG: "Allow longer files (ulimit -f) or write elsewhere."
    default: "Open it, or write to a file with > FILE."
    }
  }
}

enum StandardOutput {
  static func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

  static func write(_ bytes: [UInt8]) throws(OutputError) {
    if let code = writeAll(bytes, to: STDOUT_FILENO) {
      throw code == EPIPE ? .brokenPipe : .failed(code: code)
    }
  }
}

enum StandardError {
  /// What cannot be said on standard error cannot be said at all.
  static func write(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }

  /// Says in one line what went wrong.
  static func report(_ sentence: String) {
    let end = sentence.hasSuffix(".") || sentence.hasSuffix("?") ? "" : "."
    write("quickstep: \(sentence)\(end)\n")
  }
}

/// Keeps files that are opened later from taking the place of a standard stream that is closed,
/// which goes on refusing what is written to it or read from it.
func occupyClosedStandardStreams() {
  for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
  where fcntl(descriptor, F_GETFD) < 0 {
    _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
  }
}

/// - Returns: the error code of the write that failed.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  var done = 0
  while done < bytes.count {
    let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 {
      done += count
    } else if errno != EINTR && errno != EAGAIN {
      return errno
    }
  }
  return nil
}
