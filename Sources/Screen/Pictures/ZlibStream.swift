import CZlib

/// Bytes made short (RFC 1950), as terminals take pictures.
enum ZlibStream {
  /// Large inputs are made less short, in a quarter of the time.
  private static let large = 256 * 1024

  static func compressed(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let level = bytes.count < large ? Z_DEFAULT_COMPRESSION : Z_BEST_SPEED
    let bound = Int(compressBound(uLong(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      var length = uLongf(bound)
      let status = compress2(
        output.baseAddress, &length, bytes.bindMemory(to: UInt8.self).baseAddress,
        uLong(bytes.count), level)
      precondition(status == Z_OK, "the bound has room for everything")
      count = Int(length)
    }
  }
}
