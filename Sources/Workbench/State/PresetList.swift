import Experiments

/// Presets by name, of which one is taken as the plan.
public struct PresetList: Equatable, Sendable {
  /// All there are, grouped by whose and of which family; `nil` while they are being read.
  public internal(set) var all: [ChoiceOption]?
  /// What narrows the list; `nil` while letters are keys of the list.
  public internal(set) var filter: TextInput?
  /// Among those that match.
  public internal(set) var selected = 0

  init() {}

  /// Those that match what was typed.
  public var options: [ChoiceOption] {
    matching(all ?? [], filter?.text ?? "") { "\($0.value) \($0.summary) \($0.group ?? "")" }
  }

  mutating func move(to travel: Travel) {
    guard !options.isEmpty else { return }
    selected = travel.index(from: selected, in: options.indices)
  }
}

extension State {
  mutating func openPresets() -> [Effect] {
    open = .presets(PresetList())
    return [.listPresets]
  }

  mutating func learn(presets: [ChoiceOption]) {
    guard case .presets(var list) = open else { return }
    list.all = presets
    open = .presets(list)
  }

  /// The list stays until the plan is there: what cannot be read leaves it as it is.
  mutating func closePresets() {
    if case .presets = open { open = nil }
  }

  mutating func pressInPresets(_ list: PresetList, _ key: Key) -> KeyFate {
    var list = list
    switch (key, list.filter) {
    case (.escape, _): return .passedOn
    case (.enter, _):
      guard list.options.indices.contains(list.selected) else { return .taken([]) }
      return .taken([.readPreset(list.options[list.selected].value)])
    case (.up, _), (.control("p"), _), (.character("k"), nil): list.move(to: .by(-1))
    case (.down, _), (.control("n"), _), (.character("j"), nil): list.move(to: .by(1))
    case (.pageUp, _), (.control("u"), nil): list.move(to: .by(-10))
    case (.pageDown, _), (.control("d"), nil): list.move(to: .by(10))
    case (.home, nil): list.move(to: .first)
    case (.end, nil): list.move(to: .last)
    case (.character("/"), nil): (list.filter, list.selected) = (TextInput(), 0)
    case (.character("q"), nil):
      open = nil
      return .taken([])
    case (_, nil): break
    case (_, .some):
      _ = withOpenField { $0.take(key) }
      return .taken([])
    }
    open = .presets(list)
    return .taken([])
  }
}
