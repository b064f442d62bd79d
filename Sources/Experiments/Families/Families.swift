/// All families there are; the first is the one that run lines without a name mean.
public struct Families: Sendable {
  public let all: [any Family]

  public init(_ all: [any Family]) { self.all = all }

  public subscript(name: String) -> (any Family)? { all.first { $0.name == name } }

  /// The family of a sentence.
  public subscript(sentence: Sentence) -> any Family {
    guard let family = self[sentence.family] else {
      preconditionFailure("no family \(sentence.family)")
    }
    return family
  }

  /// The same, whose runs begin anew and leave nothing behind.
  public var unsaved: Families { Families(all.map { $0.unsaved }) }

  /// - Throws: `DeclarationError.unknownName` with the names there are.
  public func named(_ name: String) throws(DeclarationError) -> any Family {
    guard let family = self[name] else {
      throw .unknownName(name, kind: "family", known: all.map(\.name))
    }
    return family
  }

  /// The sentence as one line.
  public func runLine(_ sentence: Sentence) -> String {
    let family = self[sentence]
    let name = family.name == all[0].name ? [] : [family.name]
    return ([RunLine.prefix] + name + [family.flags(sentence)]).joined(separator: " ")
  }

  /// Reads a line that `runLine` wrote.
  /// - Throws: `RunLineError` or `DeclarationError`.
  public func sentence(runLine text: String) throws -> Sentence {
    try sentence(RunLine.words(text))
  }

  /// Reads a family's name, where one is given, and flags.
  private func sentence(_ parts: ArraySlice<String>) throws -> Sentence {
    guard let first = parts.first, !first.hasPrefix("--") else {
      return try sentence(parts, on: all[0].standard)
    }
    return try sentence(parts.dropFirst(), on: try named(first).standard)
  }

  /// A sentence changed by flags.
  /// - Throws: `RunLineError`, `DeclarationError` or `ForkError`.
  public func sentence(_ flags: ArraySlice<String>, on base: Sentence) throws -> Sentence {
    var sentence = base
    let (words, origin) = try RunLine.origin(apart: flags)
    for (key, setting) in try RunLine.settings(words, of: self[base].words) {
      sentence[key] = setting
    }
    return try self.sentence(sentence, forkedAt: origin.step, of: origin.sentence) {
      try self.sentence(runLine: $0)
    }
  }
}
