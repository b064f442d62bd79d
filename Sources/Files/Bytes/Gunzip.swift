import CZlib

func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

/// Expands gzip data, one member after another (RFC 1952).
/// - Parameter limit: the most bytes it may expand to; more is an error, found before they are held.
func gunzip(_ compressed: [UInt8], limit: Int) throws(FileProblem) -> [UInt8] {
  var stream = z_stream()
  let gzipOnly: Int32 = 15 + 16
  let size = Int32(MemoryLayout<z_stream>.size)
  guard inflateInit2_(&stream, gzipOnly, ZLIB_VERSION, size) == Z_OK else { throw .gzipDamaged }
  defer { inflateEnd(&stream) }

  var expanded: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 18)
  var start = 0
  while true {
    let (status, consumed, produced) = inflateOnce(&stream, compressed[start...], into: &chunk)
    start += consumed
    guard expanded.count + produced <= limit else { throw .tooLarge(limit: limit) }
    expanded.append(contentsOf: chunk[..<produced])
    switch status {
    case Z_OK: continue
    case Z_STREAM_END where start == compressed.count: return expanded
    case Z_STREAM_END:
      guard compressed[start...].starts(with: [0x1F, 0x8B]) else {
        throw .trailingBytes(compressed.count - start)
      }
      inflateReset(&stream)
    case Z_BUF_ERROR where start == compressed.count: throw .gzipTruncated
    default: throw .gzipDamaged
    }
  }
}

private func inflateOnce(
  _ stream: inout z_stream, _ input: ArraySlice<UInt8>, into output: inout [UInt8]
) -> (status: Int32, consumed: Int, produced: Int) {
  input.withUnsafeBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      let available = min(input.count, 1 << 30)
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = UInt32(available)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      return (
        status, available - Int(stream.avail_in), output.count - Int(stream.avail_out)
      )
    }
  }
}
