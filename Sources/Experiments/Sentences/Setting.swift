/// What a word is set to.
public enum Setting: Hashable, Sendable {
  case component(Choice)
  case value(KnobValue)

  /// The component; `nil` for a plain value.
  public var choice: Choice? { if case .component(let choice) = self { choice } else { nil } }
}
