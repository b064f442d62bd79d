/// The element types of safetensors files that are read; the raw value is the name in the file.
public enum SafetensorsType: String, CaseIterable, Sendable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case uint8 = "U8"
  case bool = "BOOL"

  /// Bytes of one element.
  public var size: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16, .int16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  public var holdsIntegers: Bool { integers != nil }

  /// Turns little-endian elements into floats; nil for types that hold whole numbers.
  var floats: ((UnsafeRawBufferPointer, UnsafeMutableBufferPointer<Float>) -> Void)? {
    switch self {
    case .float64: { convert($0, $1) { Float(Double(bitPattern: UInt64(littleEndian: $0))) } }
    case .float32: { convert($0, $1) { Float(bitPattern: UInt32(littleEndian: $0)) } }
    case .float16: { convert($0, $1) { float(half: UInt16(littleEndian: $0)) } }
    case .bfloat16: { convert($0, $1) { float(brain: UInt16(littleEndian: $0)) } }
    default: nil
    }
  }

  /// Turns little-endian elements into whole numbers; nil for floating-point types.
  var integers: ((UnsafeRawBufferPointer, UnsafeMutableBufferPointer<Int>) -> Void)? {
    switch self {
    case .int64: { convert($0, $1) { Int(Int64(littleEndian: $0)) } }
    case .int32: { convert($0, $1) { Int(Int32(littleEndian: $0)) } }
    case .int16: { convert($0, $1) { Int(Int16(littleEndian: $0)) } }
    case .int8: { convert($0, $1) { (value: Int8) in Int(value) } }
    case .uint8, .bool: { convert($0, $1) { (value: UInt8) in Int(value) } }
    default: nil
    }
  }
}

/// One element after the other; the vectoriser takes the loop for every type of two bytes or more.
@inline(__always)
private func convert<Stored: BitwiseCopyable, Value>(
  _ stored: UnsafeRawBufferPointer, _ values: UnsafeMutableBufferPointer<Value>,
  _ value: (Stored) -> Value
) {
  let elements = stored.assumingMemoryBound(to: Stored.self)
  precondition(elements.count == values.count)
  for index in 0..<values.count { values[index] = value(elements[index]) }
}
