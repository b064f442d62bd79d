// Words whose value is a Swift type of its own.
extension PlanWord {
  /// One of the raw values of a type.
  public static func choice<Value: RawRepresentable<String> & CaseIterable & SendableMetatype>(
    _ key: String, _ role: Role, at path: Path<Value>, rank: Int, mention: Word.Mention,
    _ summary: String
  ) -> Self {
    value(
      Knob(
        key, summary, .choice(Value.allCases.map(\.rawValue)),
        default: .word(Plan()[keyPath: path].rawValue)),
      [role], nil, valueName: key, rank, mention
    ) {
      .word($0[keyPath: path].rawValue)
    } write: { plan, value in
      if let value = Value(rawValue: value.text) { plan[keyPath: path] = value }
    }
  }

  /// A whole number, or `nil` where it is left to the method.
  public static func integer(
    _ key: String, _ role: Role, at path: Path<Int?>, in range: ClosedRange<Int>, rank: Int,
    mention: Word.Mention, _ summary: String
  ) -> Self {
    value(
      Knob(key, summary, .integer(range), default: .automatic), [role], nil, valueName: "n", rank,
      mention
    ) {
      $0[keyPath: path].map { .integer($0) } ?? .automatic
    } write: { plan, value in
      plan[keyPath: path] = if case .integer(let number) = value { number } else { nil }
    }
  }

  /// Yes or no.
  public static func truth(
    _ key: String, _ role: Role, at path: Path<Bool>, rank: Int, mention: Word.Mention,
    _ summary: String
  ) -> Self {
    value(
      Knob(key, summary, .truth, default: .truth(Plan()[keyPath: path])), [role], nil,
      valueName: "yes|no", rank, mention
    ) {
      .truth($0[keyPath: path])
    } write: { plan, value in
      plan[keyPath: path] = value == .truth(true)
    }
  }

  /// A text, such as a path.
  public static func text(
    _ key: String, _ role: Role, at path: Path<String>, label: String? = nil, valueName: String,
    rank: Int, mention: Word.Mention, _ summary: String
  ) -> Self {
    value(
      Knob(key, summary, .text, default: .word(Plan()[keyPath: path])), [role], label,
      valueName: valueName, rank, mention
    ) {
      .word($0[keyPath: path])
    } write: { plan, value in
      plan[keyPath: path] = value.text
    }
  }
}

extension Knob.Kind {
  /// Yes or no.
  public static let truth = choice(["no", "yes"])
}

extension KnobValue {
  /// Yes or no.
  public static func truth(_ value: Bool) -> KnobValue { .word(value ? "yes" : "no") }
}
