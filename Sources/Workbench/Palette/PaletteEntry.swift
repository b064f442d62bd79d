import Experiments

/// One line of the palette.
public struct PaletteEntry: Sendable {
  public enum Kind: Sendable {
    case command(Command)
    /// Sets something: the text is complete.
    case setting(String)
    /// Goes on typing with this text.
    case prefix(String)
  }

  public let kind: Kind
  public let title: String
  public let summary: String
  /// Keys that do the same.
  public let keys: String
  /// Why it cannot be done now.
  public let obstacle: String?

  init(
    _ kind: Kind, _ title: String, _ summary: String, keys: String = "", obstacle: String? = nil
  ) {
    self.kind = kind
    self.title = PrintableText(title).text
    self.summary = PrintableText(summary).text
    self.keys = keys
    self.obstacle = obstacle.map { PrintableText($0).text }
  }
}

extension State {
  /// What the palette offers for a text.
  public func paletteEntries(_ text: String) -> [PaletteEntry] {
    let typed = text.trimmed
    guard !isGrammar(typed), !isWordAlone(text) else { return settingEntries(text) }
    let commands = commands.all.map { command in
      PaletteItem(
        PaletteEntry(
          .command(command), command.name, command.summary, keys: command.keyNames,
          obstacle: command.obstacle(self)), called: command.name)
    }
    let words = paletteWords.map { word in
      PaletteItem(
        PaletteEntry(.prefix("\(word.name) "), "\(word.name) …", word.summary), called: word.name)
    }
    // Values come with what is typed; unasked they would hide the commands.
    let values = typed.isEmpty ? [] : paletteWords.flatMap { self.values($0, typed) }
    return nearest(commands + words + values, typed, among: paletteWords).map(\.entry)
  }

  /// A word and a blank, but no value yet.
  private func isWordAlone(_ text: String) -> Bool {
    text.last?.isWhitespace == true && paletteWord(text.trimmed) != nil
  }

  /// - Parameter typed: other programs' names come with what is typed too.
  private func values(_ word: PaletteWord, _ typed: String) -> [PaletteItem] {
    ((word.options(self) ?? []) + (typed.isEmpty ? [] : word.foreign)).map { option in
      let text = "\(word.name) \(option.value)"
      return PaletteItem(
        PaletteEntry(
          .setting(text), text, option.summary.isEmpty ? option.title : option.summary),
        called: option.value, also: "\(word.name) \(option.title)")
    }
  }

  private func settingEntries(_ text: String) -> [PaletteEntry] {
    let typed = text.trimmed
    let word = paletteWord(typed).map { (word: $0, value: "") } ?? wordAndValue(typed)
    var entries: [PaletteEntry] = []
    if let word, !word.value.contains(":") || word.word.isForeign(word.value) {
      entries = nearest(
        values(word.word, word.value), word.value, among: paletteWords
      ).map(\.entry)
    }
    let isListed = entries.contains { $0.title == typed }
    guard !isListed, word.map({ !$0.value.isEmpty }) ?? true else { return entries }
    let problem = problem(reading: typed)
    if problem != nil, !entries.isEmpty { return entries }
    let whole = PaletteEntry(
      .setting(typed), typed, problem ?? "set this and keep the rest", obstacle: problem)
    return [whole] + entries
  }

  mutating func finishPalette(_ palette: Palette) -> [Effect] {
    let entries = paletteEntries(palette.input.text)
    guard entries.indices.contains(palette.selected) else {
      complain("There is no such command or word; empty the line to see all.")
      return []
    }
    switch entries[palette.selected].kind {
    case .command(let command):
      open = nil
      return perform(command)
    case .prefix(let text):
      open = .palette(Palette(text))
    case .setting(let text):
      do {
        try set(reading: text)
        open = nil
      } catch {
        complain("\(error)")
      }
    }
    return []
  }

  mutating func completePalette(_ palette: Palette) {
    let entries = paletteEntries(palette.input.text)
    guard entries.indices.contains(palette.selected) else { return }
    switch entries[palette.selected].kind {
    case .command(let command): open = .palette(Palette(command.name))
    case .prefix(let text), .setting(let text): open = .palette(Palette(text))
    }
  }
}

extension State {
  /// The theme that the palette stands on, where it lists themes.
  var themeLookedAt: String? {
    let word = "\(PaletteWord.theme.name) "
    guard case .palette(let palette) = open, palette.input.text.hasPrefix(word) else { return nil }
    let entries = paletteEntries(palette.input.text)
    guard entries.indices.contains(palette.selected),
      case .setting(let text) = entries[palette.selected].kind
    else { return nil }
    let name = String(text.dropFirst(word.count))
    return themes.contains(name) ? name : nil
  }
}
