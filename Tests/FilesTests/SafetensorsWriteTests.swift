import Files
import Glibc
import Testing

@Suite struct SafetensorsWriteTests {
  let folder = TemporaryFolder()

  @Test func everyByte() throws {
    let path = folder("a")
    try SafetensorsFile.write(
      path,
      tensors: [
        SafetensorsOutput(name: "z", shape: [1, 2], precision: .float16, values: [1, -0.5]),
        SafetensorsOutput(name: "a\"b", shape: [], precision: .float32, values: [2]),
        SafetensorsOutput(name: "empty", shape: [0, 3], precision: .float32, values: []),
      ], metadata: ["y": "2\n", "format": "pt"])
    let text =
      #"{"__metadata__":{"format":"pt","y":"2\n"},"#
      + #""z":{"dtype":"F16","shape":[1,2],"data_offsets":[0,4]},"#
      + #""a\"b":{"dtype":"F32","shape":[],"data_offsets":[4,8]},"#
      + #""empty":{"dtype":"F32","shape":[0,3],"data_offsets":[8,8]}}"#
    let padded = text + String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
    let data: [UInt8] = [0, 0x3C, 0, 0xB8, 0, 0, 0, 0x40]
    #expect(try ByteSource(contentsOf: path).bytes == safetensors(padded, data))
  }

  @Test(arguments: [0, 1, 2, 3, 40]) func readsBackWhatItWrote(count: Int) throws {
    let tensors = (0..<count).map { index in
      let shape = [index % 5, 3, 1 + index % 2]
      let values = (0..<shape.reduce(1, *)).map { Float($0 * index) / 7 - 3 }
      return (name: "layer.\(index)\u{1B}é\"", shape: shape, values: values)
    }
    for precision in [SafetensorsOutput.Precision.float32, .float16] {
      let path = folder("a")
      try SafetensorsFile.write(
        path,
        tensors: tensors.map {
          SafetensorsOutput(
            name: $0.name, shape: $0.shape, precision: precision, values: $0.values)
        })
      let file = try SafetensorsFile.open(path)
      #expect(Set(file.tensors.map(\.name)) == Set(tensors.map(\.name)))
      for tensor in tensors {
        let read = try #require(file[tensor.name])
        #expect(read.shape == tensor.shape)
        let expected =
          precision == .float32 ? tensor.values : tensor.values.map { Float(Float16($0)) }
        #expect(try file.floats(of: read) == expected)
      }
    }
  }

  @Test func halvesAreRoundedToTheNearestEven() {
    let pairs: [(Float, UInt16)] = [
      (1, 0x3C00), (1 + 0x1p-11, 0x3C00), (1 + 0x3p-11, 0x3C02), (1 + 0x1.8p-11, 0x3C01),
      (65504, 0x7BFF), (65519, 0x7BFF), (65520, 0x7C00), (-.infinity, 0xFC00), (0x1p-24, 1),
      (0x1p-25, 0), (0x1.8p-25, 1), (-0x1p-30, 0x8000), (0x1.FFCp-15, 0x0400),
    ]
    #expect(pairs.map { half($0.0) } == pairs.map(\.1))
    #expect(Float16(bitPattern: half(.nan)).isNaN)
  }

  @Test func problemsLeaveTheOldFile() throws {
    let tensor = SafetensorsOutput(
      name: "a", shape: [1 << 16], precision: .float32,
      values: [Float](repeating: 0, count: 1 << 16))
    #expect(
      sentence { try SafetensorsFile.write("/dev/full", tensors: [tensor]) }
        == "/dev/full: cannot write it (no space left on device). "
        + "Free some space or write elsewhere.")
    #expect(
      sentence { try SafetensorsFile.write(folder("no/a"), tensors: [tensor]) }
        == "\(folder("no/a")): there is no folder \(folder("no")). Create it first.")
    try SafetensorsFile.write(folder("a"), tensors: [tensor])
    try SafetensorsFile.write(folder("a"), tensors: [tensor])
    #expect(names(in: folder.path) == ["a"])
  }
}
