/// What can be chosen of one kind, by name and with knobs.
public struct Options: Hashable, Sendable {
  /// What one of them is called, in the singular: "solver".
  public let kind: String
  /// In the order in which lists show them.
  public let declarations: [Declaration]

  public init(_ kind: String, _ declarations: [Declaration]) {
    self.kind = kind
    self.declarations = declarations
  }

  /// The same, or none of them: what goes with the other words.
  /// - Parameter summary: which that is, in one line.
  public func orAutomatic(_ summary: String) -> Options {
    let automatic = Declaration(Choice.automatic.name, title: "automatic", summary: summary)
    return Options(kind, [automatic] + declarations)
  }

  /// - Throws: `DeclarationError.unknownName` with the names there are.
  public func declaration(_ name: String) throws(DeclarationError) -> Declaration {
    guard let found = declarations.first(where: { $0.name == name }) else {
      throw .unknownName(name, kind: kind, known: declarations.map(\.name))
    }
    return found
  }

  /// Reads `NAME:KNOB=VALUE,…`.
  public func choice(_ text: String) throws(DeclarationError) -> Choice {
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
}
