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

  @Test(arguments: [
    ("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }", "element type <i8 cannot"),
    ("{'descr': '<f8', 'fortran_order': True, 'shape': (1,), }", "Fortran order cannot be read"),
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
