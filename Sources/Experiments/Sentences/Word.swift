/// A word of a family: flag, key of a preset, part of a run line, row of a panel, axis of a sweep.
public struct Word: Sendable {
  public enum Form: Sendable {
    /// One of a list, with knobs.
    case component(Options)
    /// A bundled name or a path, with the knobs of one declaration.
    case named(Declaration)
    case value(Knob)
  }

  /// How the line that says a sentence in short mentions a word; `*` stands for what it is set to.
  public enum Mention: Hashable, Sendable {
    case always(String)
    /// In one part with the word before.
    case joined(String)
    /// Only where it differs from the standard.
    case changed(String)
    case never
  }

  /// As typed.
  public let key: String
  /// As shown beside its value.
  public let label: String
  /// One line.
  public let summary: String
  /// What is written where its value stands, in help texts.
  public let valueName: String
  /// The first is its home; the panels of the others show it too.
  public let roles: [Role]
  public let form: Form
  public let standard: Setting
  /// Its place in panels and in the line that says a sentence in short.
  public let rank: Int
  public let mention: Mention

  public var home: Role { roles[0] }
}

extension Word {
  /// The components that it chooses from; `nil` where it is a name or a number.
  public var options: Options? { if case .component(let options) = form { options } else { nil } }

  /// The knob of a plain value.
  public var knob: Knob? { if case .value(let knob) = form { knob } else { nil } }

  /// What the component that it is set to declares; `nil` for plain values.
  public func declaration(of setting: Setting) -> Declaration? {
    switch form {
    case .component(let options): options.declarations.first { $0.name == setting.choice?.name }
    case .named(let declaration): declaration
    case .value: nil
    }
  }

  /// Reads a setting as typed.
  /// - Throws: `DeclarationError` naming what may be typed.
  public func parse(_ text: String) throws(DeclarationError) -> Setting {
    switch form {
    case .component(let options): return .component(try options.choice(text))
    case .named(let declaration):
      let (name, settings) = Choice.split(text)
      return .component(Choice(name, try Choice.settings(settings, of: declaration)))
    case .value(let knob): return .value(try knob.parse(text))
    }
  }

  /// The setting as text that `parse` reads back.
  public func text(_ setting: Setting) -> String {
    switch (form, setting) {
    case (.component(let options), .component(let choice)): options.text(choice)
    case (.named(let declaration), .component(let choice)): declaration.text(choice)
    case (_, .value(let value)): value.text
    case (.value, .component(let choice)): choice.name
    }
  }
}

extension [Word] {
  public subscript(key: String) -> Word? { first { $0.key == key } }
}
