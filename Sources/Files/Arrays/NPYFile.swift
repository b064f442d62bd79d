/// NumPy's array files (format versions 1 to 3): floating point of 16 bits, which is only read, 32
/// and 64 bits.
public enum NPYFile {
  public enum Element: String, Sendable {
    case float32 = "<f4"
    case float64 = "<f8"
  }

  /// Reads an array of either byte order and either order of indices, plain or gzip'd.
  /// - Throws: `FileError` for another type, or a size that the header does not say.
  public static func read(_ path: String) throws(FileError) -> NumberArray {
    try decode(ByteSource(contentsOf: path, limit: ByteLimit.data))
  }

  public static func decode(_ source: ByteSource) throws(FileError) -> NumberArray {
    let header: NPYHeader
    do {
      header = try NPYHeader(source.bytes)
    } catch {
      throw source.error(error)
    }
    let found = source.bytes.count - header.size
    let needed = product(header.shape + [header.type.size]) ?? .max
    guard needed <= found else {
      throw source.error(.truncated(part: "the array", needed: needed, found: found))
    }
    guard needed == found else { throw source.error(.trailingBytes(found - needed)) }
    let values = source.bytes.withUnsafeBytes { raw in
      stride(from: header.size, to: raw.count, by: header.type.size).map { offset in
        header.type.value(raw, at: offset)
      }
    }
    return NumberArray(
      shape: header.shape,
      values: header.isFortranOrder ? lastIndexFastest(values, header.shape) : values)
  }

  /// The bytes of a version 1.0 file, its data aligned to 64 bytes.
  public static func encode(_ array: NumberArray, as element: Element) -> [UInt8] {
    let dimensions = array.shape.map(String.init).joined(separator: ", ")
    let shape = "(\(dimensions)\(array.shape.count == 1 ? "," : ""))"
    var header = "{'descr': '\(element.rawValue)', 'fortran_order': False, 'shape': \(shape), }"
    let prefix = NPYHeader.magic.count + 4
    let unpadded = prefix + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    let length = UInt16(header.utf8.count)
    var bytes = NPYHeader.magic + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + header.utf8
    switch element {
    case .float32: append(array.values.map { Float($0).bitPattern.littleEndian }, to: &bytes)
    case .float64: append(array.values.map { $0.bitPattern.littleEndian }, to: &bytes)
    }
    return bytes
  }

  /// Writes an array, complete or not at all.
  public static func write(
    _ array: NumberArray, as element: Element, to path: String
  ) throws(FileError) {
    try AtomicFile.write(encode(array, as: element), to: path)
  }
}

/// Values whose first index runs fastest, in the order in which the last one does.
private func lastIndexFastest(_ values: [Double], _ shape: [Int]) -> [Double] {
  guard !values.isEmpty else { return [] }
  let strides = shape.indices.map { axis in shape[..<axis].reduce(1, *) }
  var index = Array(repeating: 0, count: shape.count)
  var place = 0
  return values.indices.map { _ in
    let value = values[place]
    for axis in shape.indices.reversed() {
      index[axis] += 1
      place += strides[axis]
      if index[axis] < shape[axis] { break }
      place -= strides[axis] * shape[axis]
      index[axis] = 0
    }
    return value
  }
}

private func append<Bits: FixedWidthInteger>(_ values: [Bits], to bytes: inout [UInt8]) {
  values.withUnsafeBytes { bytes.append(contentsOf: $0) }
}
