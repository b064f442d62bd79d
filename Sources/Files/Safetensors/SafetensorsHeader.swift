/// The part of a safetensors file before its data: eight bytes with the length of a JSON object,
/// and the object. It names the tensors; their bytes must fill the rest of the file exactly.
///
/// The object is read by its own strict grammar, not as a tree of values, so that memory stays in
/// proportion to the header's bytes whatever is nested in it.
struct SafetensorsHeader {
  /// The longest header that the format's own implementation accepts.
  static let limit = 100_000_000
  private static let lengthSize = 8

  /// In the order of their bytes.
  let tensors: [SafetensorsTensor]
  let metadata: [String: String]
  /// Where the data begin in the file.
  let dataStart: Int

  init(_ bytes: some ReadableBytes) throws(FileProblem) {
    let length = try Self.length(bytes)
    dataStart = Self.lengthSize + length
    let text = try bytes.bytes(Self.lengthSize..<dataStart)
    let grammar: SafetensorsGrammar
    do throws(FileProblem) {
      grammar = try SafetensorsGrammar(text)
    } catch {
      throw .inHeader(error)
    }
    metadata = grammar.metadata
    tensors = grammar.tensors.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    try checkLayout(tensors, dataCount: bytes.count - dataStart)
  }

  private static func length(_ bytes: some ReadableBytes) throws(FileProblem) -> Int {
    let prefix = try bytes.bytes(0..<min(lengthSize + 1, bytes.count))
    guard prefix.count >= lengthSize else {
      throw .truncated(part: "the header's length", needed: lengthSize, found: prefix.count)
    }
    if prefix.count > lengthSize, prefix[lengthSize] != UInt8(ascii: "{") {
      throw .wrongFormat(.safetensors)
    }
    let length = prefix[..<lengthSize].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard (2...UInt64(limit)).contains(length) else {
      throw .headerLength(length, limit: limit)
    }
    guard length <= bytes.count - lengthSize else {
      throw .truncated(
        part: "the header", needed: Int(length), found: bytes.count - lengthSize)
    }
    return Int(length)
  }
}

/// Tensors must follow each other without a gap, from the first byte of the data to the last.
private func checkLayout(
  _ tensors: [SafetensorsTensor], dataCount: Int
) throws(FileProblem) {
  var end = 0
  var before = ""
  for tensor in tensors {
    let start = tensor.range.lowerBound
    if start < end { throw .tensorsOverlap(tensor.name, before) }
    if start > end {
      throw .gapBeforeTensor(tensor.name, count: start - end)
    }
    (end, before) = (tensor.range.upperBound, tensor.name)
  }
  guard end <= dataCount else {
    throw .truncated(part: "the tensors", needed: end, found: dataCount)
  }
  guard end == dataCount else { throw .trailingBytes(dataCount - end) }
}
