import CZlib

/// Big-endian bytes of 32-bit numbers.
func bigEndian(_ values: UInt32...) -> [UInt8] {
  values.flatMap { value in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
}

/// A gzip'd copy, made by zlib.
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  deflated(bytes, windowBits: 15 + 16)
}

private func deflated(_ bytes: [UInt8], windowBits: Int32) -> [UInt8] {
  var stream = z_stream()
  let size = Int32(MemoryLayout<z_stream>.size)
  deflateInit2_(
    &stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
  defer { deflateEnd(&stream) }
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
  var input = bytes
  let produced = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      deflate(&stream, Z_FINISH)
      return output.count - Int(stream.avail_out)
    }
  }
  return Array(output[..<produced])
}

/// An IDX image file of one channel.
func idxImages(count: UInt32, rows: UInt32, columns: UInt32, _ pixels: [UInt8]) -> [UInt8] {
  bigEndian(0x803, count, rows, columns) + pixels
}

func idxLabels(_ labels: [UInt8]) -> [UInt8] { bigEndian(0x801, UInt32(labels.count)) + labels }

/// A safetensors file of a header as it is and bytes of data.
func safetensors(_ header: String, _ data: [UInt8]) -> [UInt8] {
  withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + header.utf8 + data
}

/// A PNG file put together chunk by chunk.
struct HandmadePNG {
  var width: UInt32
  var height: UInt32
  var depth: UInt8 = 8
  /// 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha.
  var kind: UInt8
  var interlaced: UInt8 = 0
  /// Rows as stored, each without its filter byte.
  var rows: [[UInt8]]
  var palette: [UInt8] = []

  var bytes: [UInt8] {
    let header = bigEndian(width, height) + [depth, kind, 0, 0, interlaced]
    let data = deflated(rows.flatMap { [0] + $0 }, windowBits: 15)
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
      + (palette.isEmpty ? [] : chunk("PLTE", palette)) + chunk("IDAT", data) + chunk("IEND", [])
  }

  private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + data
    let sum = UInt32(crc32(0, checked, UInt32(checked.count)))
    return bigEndian(UInt32(data.count)) + checked + bigEndian(sum)
  }
}
