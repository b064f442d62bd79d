/// The list of all components of one kind: the only place that knows their names.
public struct Catalog<Product>: Sendable {
  private struct Entry: Sendable {
    let declaration: Declaration
    let make: @Sendable (KnobValues) -> Product
  }

  /// What one of them is called, in the singular: "solver".
  public let kind: String
  private let entries: [Entry]
  /// The word for what the file beside a network says; nil where files say nothing of the kind.
  private let checkpoint: Declaration?

  /// A catalog of component types, in the order in which lists show them.
  /// - Parameter checkpoint: what the word `checkpoint` stands for, in one line.
  public init<Type: Sendable>(
    _ kind: String, _ types: [Type], checkpoint: String? = nil,
    declaration: (Type) -> Declaration, make: @escaping @Sendable (Type, KnobValues) -> Product
  ) {
    self.kind = kind
    self.checkpoint = checkpoint.map {
      Declaration(Choice.checkpoint.name, title: "as the checkpoint says", summary: $0)
    }
    entries = types.map { type in
      Entry(declaration: declaration(type)) { make(type, $0) }
    }
  }

  /// Of the components.
  public var declarations: [Declaration] { entries.map(\.declaration) }

  /// Everything that can be chosen: what the checkpoint says, and the components.
  public var options: [Declaration] { [checkpoint].compactMap { $0 } + declarations }

  /// - Throws: `DeclarationError.unknownName` with the names there are.
  public func declaration(_ name: String) throws(DeclarationError) -> Declaration {
    guard let found = options.first(where: { $0.name == name }) else {
      throw .unknownName(name, kind: kind, known: options.map(\.name))
    }
    return found
  }

  /// Makes the component that `choice` names; knobs that it leaves out take their defaults.
  /// - Throws: `DeclarationError`; for the word `checkpoint` too, which means something only with a
  ///   model.
  public func make(_ choice: Choice) throws(DeclarationError) -> Product {
    if choice == .checkpoint, checkpoint != nil { throw .needsCheckpoint(kind: kind) }
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
    options.first { $0.name == choice.name }?.text(choice) ?? choice.name
  }

  private func entry(_ name: String) throws(DeclarationError) -> Entry {
    guard let found = entries.first(where: { $0.declaration.name == name }) else {
      throw .unknownName(name, kind: kind, known: options.map(\.name))
    }
    return found
  }
}
