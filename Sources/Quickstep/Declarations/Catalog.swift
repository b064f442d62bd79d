/// The list of all components of one kind: the only place that knows their names.
public struct Catalog<Product>: Sendable {
  private struct Entry: Sendable {
    let declaration: Declaration
    let make: @Sendable (KnobValues) -> Product
  }

  /// What one of them is called, in the singular: "solver".
  public let kind: String
  private let entries: [Entry]

  /// A catalog of component types, in the order in which lists show them.
  public init<Type: Sendable>(
    _ kind: String, _ types: [Type], declaration: (Type) -> Declaration,
    make: @escaping @Sendable (Type, KnobValues) -> Product
  ) {
    self.kind = kind
    entries = types.map { type in
      Entry(declaration: declaration(type)) { make(type, $0) }
    }
  }

  public var declarations: [Declaration] { entries.map(\.declaration) }

  /// - Throws: `DeclarationError.unknownName` with the names there are.
  public func declaration(_ name: String) throws(DeclarationError) -> Declaration {
    try entry(name).declaration
  }

  /// Makes the component that `choice` names; knobs that it leaves out take their defaults.
  public func make(_ choice: Choice) throws(DeclarationError) -> Product {
    let entry = try entry(choice.name)
    try entry.declaration.checkOrders(choice)
    return entry.make(KnobValues(entry.declaration.knobs, choice.knobs))
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
    entries.first { $0.declaration.name == choice.name }?.declaration.text(choice) ?? choice.name
  }

  private func entry(_ name: String) throws(DeclarationError) -> Entry {
    guard let found = entries.first(where: { $0.declaration.name == name }) else {
      throw .unknownName(name, kind: kind, known: declarations.map(\.name))
    }
    return found
  }
}
