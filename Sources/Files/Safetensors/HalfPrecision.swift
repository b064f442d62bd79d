/// The value of a half-precision number (IEEE 754 binary16), exactly; NaN keeps its payload.
///
/// Sign aside, the bits of a half put at the place of a float's differ from it in the exponent's
/// bias alone: 15 against 127. The multiplication makes up for it, for subnormal halves too.
/// Exponent 31, which stands for infinity and NaN, becomes the float's 255.
@inline(__always)
public func float(half bits: UInt16) -> Float {
  let sign = UInt32(bits & 0x8000) << 16
  let magnitude = UInt32(bits & 0x7FFF) << 13
  let finite = (Float(bitPattern: magnitude) * 0x1p112).bitPattern
  let special = magnitude | 0x7F80_0000
  return Float(bitPattern: sign | (bits & 0x7C00 == 0x7C00 ? special : finite))
}

/// The value of a bfloat16 number: the upper half of a float.
@inline(__always)
public func float(brain bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }

/// The bits of the half-precision number nearest to `value`, of two equally near ones the even.
/// What is 65520 or more becomes infinity.
public func half(_ value: Float) -> UInt16 { Float16(value).bitPattern }

/// How many of `values` are NaN or infinite.
public func nonFiniteCount(_ values: UnsafeBufferPointer<Float>) -> Int {
  var count = 0
  for value in values { count += value.bitPattern & 0x7F80_0000 == 0x7F80_0000 ? 1 : 0 }
  return count
}
