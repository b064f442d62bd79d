/// Values as Python writes them.
enum Python {
  static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .number(let value): text(value)
    case .string(let text): "\"\(text)\""
    case .array(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    case .object: preconditionFailure("no option is an object")
    }
  }

  static func text(_ value: Double) -> String {
    if value.isInfinite { return value > 0 ? "float(\"inf\")" : "float(\"-inf\")" }
    return KnobValue.real(value).text
  }

  /// A list with a few numbers a line.
  static func lines(_ name: String, _ values: [Double], opening: String, closing: String)
    -> [String]
  {
    let rows = stride(from: 0, to: values.count, by: 4).map { start in
      "    " + values[start..<min(start + 4, values.count)].map(text).joined(separator: ", ") + ","
    }
    return ["\(name) = \(opening)"] + rows + [closing]
  }
}
