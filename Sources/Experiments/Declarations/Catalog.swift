/// The list of all components of one kind: the only place that knows their names.
public struct Catalog<Product>: Sendable {
  private struct Entry: Sendable {
    let declaration: Declaration
    let make: @Sendable (KnobValues) -> Product
  }

  private let entries: [Entry]
  private let hasCheckpoint: Bool
  /// Everything that can be chosen: what the checkpoint says, and the components.
  public let options: Options

  /// A catalog of component types, in the order in which lists show them.
  /// - Parameter checkpoint: what the word `checkpoint` stands for, in one line; `nil` where the
  ///   files beside a network say nothing of the kind.
  /// - Parameter phrasebooks: what other programs call the components.
  public init<Type: Sendable>(
    _ kind: String, _ types: [Type], checkpoint: String? = nil,
    phrasebooks: [Phrasebook] = [], declaration: (Type) -> Declaration,
    make: @escaping @Sendable (Type, KnobValues) -> Product
  ) {
    let entries = types.map { type in
      Entry(declaration: declaration(type)) { make(type, $0) }
    }
    let left = checkpoint.map {
      Declaration(Choice.checkpoint.name, title: "as the checkpoint says", summary: $0)
    }
    self.entries = entries
    hasCheckpoint = left != nil
    options = Options(
      kind, [left].compactMap { $0 } + entries.map(\.declaration), phrasebooks: phrasebooks)
  }

  /// What one of them is called, in the singular: "solver".
  public var kind: String { options.kind }

  /// Of the components.
  public var declarations: [Declaration] { entries.map(\.declaration) }

  /// Makes the component that `choice` names; knobs that it leaves out take their defaults.
  /// - Throws: `DeclarationError`; for the word `checkpoint` too, which means something only with a
  ///   model.
  public func make(_ choice: Choice) throws(DeclarationError) -> Product {
    if choice == .checkpoint, hasCheckpoint { throw .needsCheckpoint(kind: kind) }
    guard let entry = entries.first(where: { $0.declaration.name == choice.name }) else {
      throw .unknownName(
        choice.name, kind: kind, known: options.declarations.map(\.name))
    }
    try entry.declaration.checkOrders(choice)
    return entry.make(KnobValues(entry.declaration.knobs, choice.knobs))
  }

  /// Reads `NAME:KNOB=VALUE,…`.
  public func choice(_ text: String) throws(DeclarationError) -> Choice {
    try options.choice(text)
  }

  /// The choice as one word of the grammar.
  public func text(_ choice: Choice) -> String { options.text(choice) }
}
