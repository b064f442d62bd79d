/// What can be chosen of one kind, by name and with knobs.
public struct Options: Hashable, Sendable {
  /// What one of them is called, in the singular: "solver".
  public let kind: String
  /// In the order in which lists show them.
  public let declarations: [Declaration]
  /// In the order of lists that show groups: those of a group stand together, where its first stands.
  public let grouped: [Declaration]
  /// What other programs call them.
  public let phrasebooks: [Phrasebook]

  public init(_ kind: String, _ declarations: [Declaration], phrasebooks: [Phrasebook] = []) {
    self.kind = kind
    self.declarations = declarations
    grouped = Self.grouped(declarations)
    self.phrasebooks = phrasebooks
  }

  /// The same, or none of them: what goes with the other words.
  /// - Parameter summary: which that is, in one line.
  public func orAutomatic(_ summary: String) -> Options {
    let automatic = Declaration(Choice.automatic.name, title: "automatic", summary: summary)
    return Options(kind, [automatic] + declarations, phrasebooks: phrasebooks)
  }

  private static func grouped(_ declarations: [Declaration]) -> [Declaration] {
    var groups: [Declaration.Group?] = []
    for declaration in declarations where !groups.contains(declaration.group) {
      groups.append(declaration.group)
    }
    return groups.flatMap { group in declarations.filter { $0.group == group } }
  }

  /// - Throws: `DeclarationError.unknownName` with the names there are.
  public func declaration(_ name: String) throws(DeclarationError) -> Declaration {
    guard let found = declarations.first(where: { $0.name == name }) else {
      throw .unknownName(name, kind: kind, known: declarations.map(\.name))
    }
    return found
  }

  /// Reads `NAME:KNOB=VALUE,…`, and `PROGRAM:NAME` in another program's words.
  public func choice(_ text: String) throws(DeclarationError) -> Choice {
    if let (book, name) = foreign(text) { return try choice(name, of: book) }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let declaration = try declaration(name)
    return Choice(
      name, parts.count == 1 ? [:] : try Choice.settings(String(parts[1]), of: declaration))
  }

  /// The choice as one word of the grammar.
  public func text(_ choice: Choice) -> String {
    declarations.first { $0.name == choice.name }?.text(choice) ?? choice.name
  }

  /// The phrasebook that a text names, and what it says behind the colon.
  public func foreign(_ text: String) -> (book: Phrasebook, rest: String)? {
    phrasebooks.first { text.hasPrefix($0.program + ":") }.map {
      ($0, String(text.dropFirst($0.program.count + 1)))
    }
  }

  /// Reads another program's name; knobs behind it are those of our words.
  private func choice(_ text: String, of book: Phrasebook) throws(DeclarationError) -> Choice {
    let (name, settings) = try book.find(text)
    switch name.meaning {
    case .missing(let reason): throw .untranslatable(book.typed(name), reason: reason)
    case .words(let words):
      var choice = try choice(words)
      choice.knobs.merge(
        try Choice.settings(settings, of: declaration(choice.name))
      ) { $1 }
      return choice
    }
  }
}
