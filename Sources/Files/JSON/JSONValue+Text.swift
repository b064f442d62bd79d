import Quickstep

extension JSONValue {
  /// The value as JSON on one line, keys sorted. Numbers have the fewest digits that read back as
  /// the same value; NaN and infinities, which JSON lacks, become null.
  public var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): jsonNumber(value)
    case .string(let value): jsonString(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { jsonString($0.key) + ": " + $0.value.text }
        .joined(separator: ", ") + "}"
    }
  }
}

/// The shortest digits that read back as the same number; a whole number has no `.0`.
func shortestText(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

func jsonNumber(_ value: Double) -> String { value.isFinite ? shortestText(value) : "null" }

func jsonString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\0"..<" ", "\u{7F}": result += "\\u" + hexadecimal(scalar.value)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
