import Files
import Testing

@Suite struct ArrayTests {
  let folder = TemporaryFolder()

  @Test(arguments: [[], [3], [2, 3], [0, 4], [2, 1, 3, 2]])
  func readsBackWhatItWrote(shape: [Int]) throws {
    let count = shape.reduce(1, *)
    let values = (0..<count).map { Double($0) / 3 - 1e-300 }
    let array = NumberArray(shape: shape, values: values)
    try NPYFile.write(array, as: .float64, to: folder("a.npy"))
    #expect(try NPYFile.read(folder("a.npy")) == array)
    try NPYFile.write(array, as: .float32, to: folder("b.npy"))
    let rounded = NumberArray(shape: shape, values: values.map { Double(Float($0)) })
    #expect(try NPYFile.read(folder("b.npy")) == rounded)
  }

  @Test func bytesAreThoseOfNumPy() {
    let array = NumberArray(shape: [2], values: [1, -2])
    let dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"
    let header = dictionary + String(repeating: " ", count: 117 - dictionary.utf8.count) + "\n"
    let expected =
      [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8)
      + [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0]
    #expect(NPYFile.encode(array, as: .float64) == expected)
  }

  @Test func bigEndianAndLaterVersions() throws {
    let header = "{'shape': (1, 2), 'fortran_order': False, 'descr': '>f4'}\n"
    let start: [UInt8] = [0x93] + Array("NUMPY".utf8)
    let length = UInt8(header.utf8.count)
    let data: [UInt8] = [0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0]
    for version in [[1, 0, length, 0], [2, 0, length, 0, 0, 0], [3, 0, length, 0, 0, 0]] {
      let bytes = start + version + Array(header.utf8) + data
      let array = try NPYFile.decode(ByteSource(path: "a.npy", bytes: bytes))
      #expect(array == NumberArray(shape: [1, 2], values: [1, -2]))
    }
  }

  /// Halves of both byte orders, and arrays whose first index runs fastest.
  @Test func halvesAndFortranOrder() throws {
    func read(_ type: String, _ isFortran: Bool, _ shape: String, _ data: [UInt8]) throws
      -> NumberArray
    {
      let order = isFortran ? "True" : "False"
      let header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape)}\n"
      let bytes =
        [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
        + data
      return try NPYFile.decode(ByteSource(path: "a.npy", bytes: bytes))
    }
    let halves: [UInt8] = [0x00, 0x3C, 0x01, 0x00, 0xFF, 0x7B]
    let swapped: [UInt8] = [0x3C, 0x00, 0x00, 0x01, 0x7B, 0xFF]
    let expected = NumberArray(shape: [3], values: [1, 0x1p-24, 65504])
    #expect(try read("<f2", false, "(3,)", halves) == expected)
    #expect(try read(">f2", true, "(3,)", swapped) == expected)

    // Element (i, j, k) of a 2x3x4 array is 100 i + 10 j + k, the first index fastest.
    var data: [UInt8] = []
    var values = Array(repeating: 0.0, count: 24)
    for k in 0..<4 {
      for j in 0..<3 {
        for i in 0..<2 {
          let value = Float(100 * i + 10 * j + k)
          withUnsafeBytes(of: value.bitPattern.littleEndian) { data += $0 }
          values[(i * 3 + j) * 4 + k] = Double(value)
        }
      }
    }
    #expect(
      try read("<f4", true, "(2, 3, 4)", data) == NumberArray(shape: [2, 3, 4], values: values))
    #expect(try read("<f4", true, "(2, 0)", []) == NumberArray(shape: [2, 0], values: []))
  }

  @Test(arguments: [
    ("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }", "element type <i8 cannot"),
    ("{'descr': '<f8', 'fortran_order': 'yes', 'shape': (1,), }", "this is not an NPY array"),
    ("{'descr': '<f2', 'fortran_order': True, 'shape': (1,), }", "6 bytes follow after"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "16 bytes make the array"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (), 'x", "this is not an NPY array"),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967295, 4294967295, 9), }",
      "ends too early"
    ),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", "this is not an NPY array"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (0,), }", "8 bytes follow after"),
  ])
  func problems(header: String, expected: String) {
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + [UInt8](repeating: 0, count: 8)
    let text = sentence { try NPYFile.decode(ByteSource(path: "a.npy", bytes: bytes)) }
    #expect(text.contains(expected))
  }
}
