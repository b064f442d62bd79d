/// Text that was pasted, with everything but printable characters, tabs and line breaks removed.
public struct Paste: Hashable, Sendable {
  public let text: String
  /// Bytes that did not fit.
  public let dropped: Int

  public init(text: String, dropped: Int = 0) {
    self.text = text
    self.dropped = dropped
  }
}

/// Collects the bytes of a paste up to its end mark; what exceeds the capacity is only counted.
struct PasteCollector {
  static let capacity = 64 * 1024
  private static let endMark = Array("\u{1B}[201~".utf8)

  private var kept: [UInt8] = []
  private var dropped = 0
  /// How many bytes of the end mark have been seen.
  private var matched = 0

  /// Takes bytes up to the end mark.
  /// - Returns: whether the mark was found; `bytes` then starts after it, and is empty otherwise.
  mutating func collect(_ bytes: inout ArraySlice<UInt8>) -> Bool {
    while let byte = bytes.first {
      if matched == 0, byte != Self.endMark[0] {
        let run = bytes.prefix { $0 != Self.endMark[0] }
        keep(run)
        bytes = bytes[run.endIndex...]
        continue
      }
      if byte == Self.endMark[matched] {
        matched += 1
        bytes.removeFirst()
        if matched == Self.endMark.count { return true }
      } else {
        // The mark's first byte occurs only once in it, so a new match can only start here.
        keep(Self.endMark[..<matched])
        matched = 0
      }
    }
    return false
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    let room = min(bytes.count, Self.capacity - kept.count)
    kept.append(contentsOf: bytes.prefix(room))
    dropped += bytes.count - room
  }

  /// The paste so far.
  var paste: Paste {
    var text = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in String(decoding: kept, as: UTF8.self).unicodeScalars {
      defer { previous = scalar }
      switch scalar.properties.generalCategory {
      case .control where scalar == "\r": text.append("\n")
      case .control where scalar == "\n": if previous != "\r" { text.append("\n") }
      case .control where scalar == "\t": text.append("\t")
      case .lineSeparator, .paragraphSeparator: text.append("\n")
      case .control, .format, .surrogate, .privateUse, .unassigned: break
      default: text.append(scalar)
      }
    }
    return Paste(text: String(text), dropped: dropped)
  }
}
