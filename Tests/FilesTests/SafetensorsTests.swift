import Files
import Glibc
import Testing

@Suite struct SafetensorsTests {
  let folder = TemporaryFolder()

  @Test func tensorsInTheOrderOfTheirBytes() throws {
    let header = #"""
      {"b":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}, "none":{"shape":[3,0],
      "dtype":"I64","data_offsets":[4,4]},"__metadata__":{"format":"pt","x":"\u00e9"},
      "a":{"data_offsets":[0,4],"dtype":"BF16","shape":[2]}}  
      """#
    let data: [UInt8] = [0x80, 0x3F, 0, 0xC0, 0, 0, 0x20, 0x41, 0, 0, 0x80, 0x7F]
    let path = try folder.file("m.safetensors", safetensors(header, data))
    let file = try SafetensorsFile.open(path)
    #expect(file.tensors.map(\.name) == ["a", "none", "b"])
    #expect(file.tensors.map(\.shape) == [[2], [3, 0], [1, 2]])
    #expect(file.tensors.map(\.type) == [.bfloat16, .int64, .float32])
    #expect(file.tensors.map(\.range) == [0..<4, 4..<4, 4..<12])
    #expect(file.tensors.map(\.count) == [2, 0, 2])
    #expect(file.metadata == ["format": "pt", "x": "é"])
    #expect(try file.floats(of: file.tensors[0]) == [1, -2])
    #expect(try file.integers(of: file.tensors[1]).isEmpty)
    #expect(try file.floats(of: file.tensors[2]) == [10, .infinity])
    #expect(file["b"] == file.tensors[2] && file["c"] == nil)
    #expect(try file.nonFiniteTensors() == [NonFiniteTensor(name: "b", count: 1)])
    #expect(
      file.nonFiniteError(try file.nonFiniteTensors()).description
        == #"\#(path): values are NaN or infinite: 1 of "b". Get the file again."#)
  }

  @Test(arguments: SafetensorsType.allCases) func everyType(_ type: SafetensorsType) throws {
    let header = #"{"a":{"dtype":"\#(type.rawValue)","shape":[3],"data_offsets":[0,"#
    let bits: [SafetensorsType: [UInt64]] = [
      .float64: [1.5, -0.0, 1e300].map(\.bitPattern), .float32: [0x3FC0_0000, 1, 0xFF80_0000],
      .float16: [0x3E00, 1, 0x7C00], .bfloat16: [0x3FC0, 1, 0x7F80],
      .int64: [.init(bitPattern: -3), 1 << 62, 7], .int32: [0xFFFF_FFFD, 1 << 30, 7],
      .int16: [0xFFFD, 1 << 14, 7], .int8: [0xFD, 64, 7], .uint8: [0xFD, 64, 7], .bool: [0, 1, 1],
    ]
    let data = bits[type]!.flatMap { bits in
      (0..<type.size).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
    }
    let source = ByteSource(path: "x", bytes: safetensors(header + "\(data.count)]}}", data))
    let file = try SafetensorsFile(source)
    let floats: [SafetensorsType: [Float]] = [
      .float64: [1.5, -0.0, .infinity], .float32: [1.5, 0x1p-149, -.infinity],
      .float16: [1.5, 0x1p-24, .infinity], .bfloat16: [1.5, 0x1p-133, .infinity],
    ]
    let integers: [SafetensorsType: [Int]] = [
      .int64: [-3, 1 << 62, 7], .int32: [-3, 1 << 30, 7], .int16: [-3, 1 << 14, 7],
      .int8: [-3, 64, 7], .uint8: [0xFD, 64, 7], .bool: [0, 1, 1],
    ]
    #expect(Set(floats.keys).union(integers.keys) == Set(SafetensorsType.allCases))
    if let floats = floats[type] {
      #expect(try file.floats(of: file.tensors[0]) == floats)
      #expect(
        sentence { try file.integers(of: file.tensors[0]) }
          == #"x: "a" must be whole numbers, not \#(type.rawValue). Correct the value."#)
    } else {
      #expect(try file.integers(of: file.tensors[0]) == integers[type])
      #expect(
        sentence { try file.floats(of: file.tensors[0]) }
          == #"x: "a" must be floating-point numbers, not \#(type.rawValue). Correct the value."#)
    }
  }

  /// More elements than are converted at a time.
  @Test func largeTensor() throws {
    let count = 200_001
    let data: [UInt8] = (0..<count).flatMap { [UInt8(truncatingIfNeeded: $0), 0x3C] }
    let header = #"{"a":{"dtype":"F16","shape":[\#(count)],"data_offsets":[0,\#(2 * count)]}}"#
    let path = try folder.file("large", safetensors(header, data))
    let file = try SafetensorsFile.open(path)
    let expected = (0..<count).map { 1 + Float($0 & 255) * 0x1p-10 }
    #expect(try file.floats(of: file.tensors[0]) == expected)
  }

  @Test func everyHalf() {
    for bits in 0...UInt16.max {
      let value = float(half: bits)
      let expected = Float(Float16(bitPattern: bits))
      #expect(value.bitPattern == expected.bitPattern || (value.isNaN && expected.isNaN))
      if !value.isNaN { #expect(half(value) == bits) }
    }
  }

  @Test func changesWhileOpen() throws {
    let header = #"{"a":{"dtype":"F32","shape":[64],"data_offsets":[0,256]}}"#
    let bytes = safetensors(header, [UInt8](repeating: 0, count: 256))
    let changed = "the file was changed while it was being read. Read it again."
    let path = try folder.file("x", bytes)
    let file = try SafetensorsFile.open(path)
    let zeros = [Float](repeating: 0, count: 64)

    try AtomicFile.write("another file", to: path)
    #expect(try file.floats(of: file.tensors[0]) == zeros)
    unlink(path)
    #expect(try file.floats(of: file.tensors[0]) == zeros)

    for size in [0, 10, bytes.count - 1, bytes.count + 1] {
      let path = try folder.file("y", bytes)
      let file = try SafetensorsFile.open(path)
      truncate(path, size)
      #expect(sentence { try file.floats(of: file.tensors[0]) } == "\(path): \(changed)")
    }
  }
}
