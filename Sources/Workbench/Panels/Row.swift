import Experiments

/// A line of a panel that the cursor can stand on.
public enum Row: Hashable, Sendable {
  /// One of the panel's list, by name; the cursor stands on the chosen one.
  case option(String)
  /// A value that can be changed.
  case place(Place)

  /// Whether it belongs to a list in which moving the cursor chooses.
  public var isOption: Bool { if case .option = self { true } else { false } }
}

/// The lines of one panel: a list of options, and the values below it.
public struct PanelRows: Equatable, Sendable {
  /// What the list chooses from; empty in a panel that has values only.
  public var options: [Row] = []
  public var places: [Place] = []

  public var all: [Row] { options + places.map(Row.place) }
}

extension State {
  /// The lines of a panel, options narrowed by the filter being typed.
  public func rows(of panel: Panel) -> PanelRows {
    guard let role = panel.role else { return PanelRows() }
    let listed = family.listWord(role)
    let words = family.rankedWords
    let own = words.filter { $0.home == role && $0.key != listed?.key }
    var places = own.flatMap { [Place($0.key)] + knobPlaces($0) }
    places += listed.map(knobPlaces) ?? []
    // Last, so that nothing moves when it becomes known what the model brings.
    places += words.filter { $0.roles.dropFirst().contains(role) && isWorthShowing($0) }
      .map { Place($0.key) }
    for word in own { places += series(word.key).indices.map { Place(word.key, element: $0) } }
    return PanelRows(options: listed.map { options(of: $0, in: panel) } ?? [], places: places)
  }

  private func options(of word: Word, in panel: Panel) -> [Row] {
    guard panel == .model else {
      let own = word.options.map { saved.offered($0) } ?? []
      return filtered(usable(word), in: panel) { "\($0.name) \($0.title)" }
        .map { .option($0.name) }
        + filtered(own, in: panel, \.name).map { .option($0.name) }
    }
    return filtered(modelList, in: panel) { "\($0.name) \($0.kind) \($0.summary)" }
      .map { .option($0.name) }
  }

  /// The knobs of what a word is set to; the elements of a series stand on their own.
  private func knobPlaces(_ word: Word) -> [Place] {
    let knobs = sentence[word.key].flatMap(word.declaration)?.knobs ?? []
    // No model beside the sentence's own.
    if case .named = word.form, word.key != family.modelWord.key,
      sentence.choice(word.key)?.name == word.standard.choice?.name
    {
      return []
    }
    let known = word.key == family.modelWord.key ? card.knobs : nil
    return knobs.filter { knob in
      if case .list(_, .falling) = knob.kind { return false }
      return known?.contains(knob.name) ?? true
    }.map { Place(word.key, knob: $0.name) }
  }

  /// A word in a panel that is not its home is there where it can be changed or says something.
  private func isWorthShowing(_ word: Word) -> Bool {
    !(card.labels?[word.key] ?? []).isEmpty || sentence[word.key] != word.standard
  }

  /// The option that a panel's list is at.
  public func chosen(in panel: Panel) -> String? {
    panel.role.flatMap(family.listWord).flatMap { word in
      savedChoice(word)?.name ?? sentence.choice(word.key)?.name
    }
  }

  /// The line that the cursor of a panel stands on.
  public func cursor(in panel: Panel) -> Row? {
    if let row = cursors[panel], !row.isOption, rows(of: panel).places.map(Row.place).contains(row)
    {
      return row
    }
    guard let role = panel.role, let listed = family.listWord(role) else {
      return rows(of: panel).all.first
    }
    let chosen = chosen(in: panel).map(Row.option)
    return chosen.flatMap { options(of: listed, in: panel).contains($0) ? $0 : nil }
  }

  /// The line that the cursor of the focused panel stands on.
  public var cursor: Row? { cursor(in: focus) }

  /// The value that the cursor stands on.
  public var selectedPlace: Place? {
    if case .place(let place) = cursor { place } else { nil }
  }
}
