import Files

/// Writes everything that can be written, and keeps what went wrong first.
struct OutputWriter {
  private var failure: (any Error)?

  /// - Parameters:
  ///   - path: `-` for standard output; `nil` where nobody asked for it.
  ///   - bytes: asked for only where they are written.
  mutating func write(_ path: String?, _ bytes: () throws -> [UInt8]) {
    guard let path else { return }
    do {
      let bytes = try bytes()
      if path == "-" {
        try StandardOutput.write(bytes)
      } else {
        try AtomicFile.write(bytes, to: path)
      }
    } catch {
      failure = failure ?? error
    }
  }

  /// - Throws: what went wrong first.
  func finish() throws { if let failure { throw failure } }
}
