import Files
import Glibc

/// Damages valid safetensors files at random and reads the result: each must be accepted and then
/// be consistent, or be refused in one clean sentence.
struct SafetensorsFuzz {
  let cases: Int
  let seed: UInt64

  /// The arguments are the number of cases, a million if absent, and the seed.
  init?(_ arguments: some Collection<String>) {
    let numbers = arguments.map { UInt64($0) }
    guard numbers.count <= 2, !numbers.contains(nil) else { return nil }
    cases = Int(clamping: numbers.first?.flatMap { $0 } ?? 1_000_000)
    seed = (numbers.dropFirst().first ?? nil) ?? 1
  }

  func run() {
    let memoryBefore = peakMemory()
    var counts = (accepted: 0, refused: 0)
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    let time = time {
      for index in 0..<cases {
        let bytes = damaged(index)
        let answer = answer(bytes, index)
        if answer == nil { counts.accepted += 1 } else { counts.refused += 1 }
        for byte in (answer ?? "read").utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        if (index + 1) % 100_000 == 0 { print("\(index + 1) cases of seed \(seed)"); fflush(nil) }
      }
    }
    line("figure", "value", "unit", "bar", "note")
    line("hostile safetensors: cases", "\(cases)", "", "-", "seed \(seed)")
    line("hostile safetensors: accepted", "\(counts.accepted)", "", "-", "each consistent")
    line("hostile safetensors: refused", "\(counts.refused)", "", "-", "each in one sentence")
    report("hostile safetensors: rate", Double(cases) / time, "cases/s")
    report(
      "hostile safetensors: peak memory", Double(peakMemory()) / 1024, "MiB", bar: "64",
      "\(memoryBefore / 1024) MiB before")
    line("hostile safetensors: digest", String(digest, radix: 16), "", "-", "of all answers")
  }

  /// The bytes of a case, which depend on the seed and its number alone.
  private func damaged(_ index: Int) -> [UInt8] {
    var dice = Dice(seed: seed &* 0xD134_2543_DE82_EF95 &+ UInt64(index))
    var bytes = dice.choice(Self.valid)
    let count = bytes.count
    let headerEnd = count - Self.dataCount
    for _ in 0...dice.below(4) { dice.choice(mutations)(&bytes, &dice, Self.valid) }
    // Most lengths are made right again, so that what stands in the header is reached.
    if bytes.count >= 8, dice.below(8) != 0 {
      setLength(UInt64(max(0, headerEnd - 8 + bytes.count - count)), of: &bytes)
    }
    return bytes
  }

  /// The sentence that refuses the bytes; nil where they are accepted.
  private func answer(_ bytes: [UInt8], _ index: Int) -> String? {
    do {
      let file = try SafetensorsFile(ByteSource(path: "x", bytes: bytes))
      precondition(isConsistent(file, in: bytes.count), "case \(index) of seed \(seed)")
      return nil
    } catch {
      let sentence = error.description
      precondition(
        sentence.hasPrefix("x: ") && sentence.utf8.count < 4000
          && !sentence.utf8.contains { $0 < 32 },
        "case \(index) of seed \(seed): \(sentence)")
      return sentence
    }
  }

  /// Whether tensors follow each other within the bytes and all of their elements can be read.
  private func isConsistent(_ file: SafetensorsFile, in size: Int) -> Bool {
    var end = 0
    for tensor in file.tensors {
      let elements =
        (try? file.floats(of: tensor).count) ?? (try? file.integers(of: tensor).count)
      guard tensor.range.lowerBound == end, elements == tensor.count,
        tensor.shape.reduce(1, *) == tensor.count
      else { return false }
      end = tensor.range.upperBound
    }
    return end <= size
  }

  private static let dataCount = 48

  /// Small valid files of several tensors, of every kind of value, each with 48 bytes of data.
  private static let valid: [[UInt8]] = [
    #"{"a":{"dtype":"F32","shape":[3,4],"data_offsets":[0,48]}}"#,
    #"""
    {"__metadata__":{"format":"pt","note":"\u00e9\ud83d\ude00\\"},"conv_in.weight":{"dtype":"F16",
    "shape":[2,1,3,3],"data_offsets":[0,36]},"conv_in.bias":{"dtype":"BF16","shape":[2],
    "data_offsets":[36,40]},"steps":{"dtype":"I64","shape":[],"data_offsets":[40,48]}}
    """#,
    #"{"z":{"data_offsets":[24,48],"shape":[3],"dtype":"F64"},"y":{"dtype":"U8","shape":[2,0,5],"#
      + #""data_offsets":[24,24]},"x":{"dtype":"I32","shape":[2,3],"data_offsets":[0,24]}}    "#,
    "{"
      + (0..<12).map {
        #""down.\#($0).w":{"dtype":"F16","shape":[2],"data_offsets":[\#(4 * $0),\#(4 * $0 + 4)]}"#
      }.joined(separator: ",") + "}",
    #"{"m":{"dtype":"BOOL","shape":[16],"data_offsets":[32,48]},"n":{"dtype":"I16","shape":[8],"#
      + #""data_offsets":[16,32]},"o":{"dtype":"I8","shape":[16],"data_offsets":[0,16]}}"#,
  ].map { header in
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8)
      + (0..<dataCount).map { UInt8(truncatingIfNeeded: $0 * 37) }
  }
}

/// The most memory this process has held, in KiB.
private func peakMemory() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss
}
