import Quickstep

extension JSONValue {
  /// The value as JSON on one line, keys sorted. Numbers have the fewest digits that read back as
  /// the same value; NaN and infinities, which JSON lacks, become null.
  public var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): jsonNumber(value)
    case .string(let value): quoted(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { quoted($0.key) + ": " + $0.value.text }
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
