import Files
import Glibc
import Testing

@Suite struct SafetensorsHostileTests {
  static let corpus = repository + "/Tests/Hostile"

  /// `answers.txt` has a line for each file of the folder: its name and how it must be answered.
  /// Run with `QUICKSTEP_RECORD=1` to write the answers given now, then read what has changed.
  @Test func everyFileOfTheCorpus() throws {
    let folder = Self.corpus + "/safetensors"
    let answers = names(in: folder).map { name in
      let answer = answer { try SafetensorsFile.open("\(folder)/\(name)") }
      #expect(isOneCleanSentence(answer, about: "\(folder)/\(name)"))
      return answer.replacing("\(folder)/", with: "") + "\n"
    }
    if getenv("QUICKSTEP_RECORD") != nil {
      try AtomicFile.write(answers.joined(), to: Self.corpus + "/answers.txt")
    }
    #expect(try ByteSource(contentsOf: Self.corpus + "/answers.txt").text() == answers.joined())
    #expect(answers.count > 100)
  }

  /// A small file with tensors of several types, one of them empty, and metadata.
  static let valid = safetensors(
    #"""
    {"__metadata__":{"f":"pt"},"a\u0062":{"dtype":"F16","shape":[1,3],"data_offsets":[0,6]},
    "e":{"dtype":"I64","shape":[0],"data_offsets":[6,6]},"c":{"data_offsets":[6,10],"shape":[1],
    "dtype":"F32"}}
    """#, [UInt8](1...10))

  @Test func cutAtEveryByte() {
    for count in Self.valid.indices {
      let answer = answer { try SafetensorsFile(memory(Array(Self.valid[..<count]))) }
      #expect(
        answer.hasPrefix("x: the file ends too early: ") && isOneCleanSentence(answer, about: "x"))
    }
    #expect(answer { try SafetensorsFile(memory(Self.valid)) } == "x: it is read.")
  }

  @Test func everyByteByEveryOther() {
    for index in Self.valid.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = Self.valid
        bytes[index] = byte
        #expect(isOneCleanSentence(answer { try SafetensorsFile(memory(bytes)) }, about: "x"))
      }
    }
  }

  @Test func everyByteLeftOutOrRepeated() {
    for index in Self.valid.indices {
      for count in [0, 2, 300] {
        let bytes =
          Self.valid[..<index] + [UInt8](repeating: Self.valid[index], count: count)
          + Self.valid[(index + 1)...]
        #expect(
          isOneCleanSentence(answer { try SafetensorsFile(memory(Array(bytes))) }, about: "x"))
        let resized = safetensors(
          String(decoding: bytes.dropFirst(8).dropLast(10), as: UTF8.self), [UInt8](1...10))
        #expect(isOneCleanSentence(answer { try SafetensorsFile(memory(resized)) }, about: "x"))
      }
    }
  }

  private func memory(_ bytes: [UInt8]) -> ByteSource { ByteSource(path: "x", bytes: bytes) }

  /// How a file is answered; one that is accepted must be consistent.
  private func answer(_ open: () throws -> SafetensorsFile) -> String {
    do {
      let file = try open()
      checkInvariants(file)
      return "\(file.path): it is read."
    } catch {
      return "\(error)"
    }
  }
}

/// What holds for every file that is accepted: sizes fit shapes, tensors follow each other, and
/// all of their elements can be read.
func checkInvariants(_ file: SafetensorsFile) {
  var end = 0
  for tensor in file.tensors {
    #expect(tensor.range.lowerBound == end)
    #expect(tensor.shape.reduce(1, *) == tensor.count)
    #expect(tensor.count * tensor.type.size == tensor.range.count)
    #expect(file[tensor.name] == tensor)
    let floats = try? file.floats(of: tensor).count
    let integers = try? file.integers(of: tensor).count
    #expect((floats ?? integers) == tensor.count && (floats == nil || integers == nil))
    end = tensor.range.upperBound
  }
}
