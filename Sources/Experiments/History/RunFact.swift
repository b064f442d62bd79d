/// Something that a sentence says, by a name that it can be found by: `solver`, `solver.order`.
public struct RunFact: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case text(String)
    case number(Double)
  }

  public let name: String
  public let value: Value

  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

extension Family {
  /// All that a sentence says: every word, and every knob of what it is set to, defaults included.
  public func facts(_ sentence: Sentence) -> [RunFact] {
    words.flatMap { word -> [RunFact] in
      guard let setting = sentence[word.key] else { return [] }
      switch setting {
      case .value(let value): return [RunFact(word.key, RunFact.Value(value))]
      case .component(let choice):
        let knobs = word.declaration(of: setting)?.knobs ?? []
        return [RunFact(word.key, .text(choice.name))]
          + knobs.map { RunFact("\(word.key).\($0.name)", RunFact.Value(choice.value($0))) }
      }
    }
  }
}

extension Families {
  /// Every name that a sentence can say something by.
  public var factNames: Set<String> {
    var names: Set<String> = []
    for word in all.flatMap(\.words) where names.insert(word.key).inserted || word.options != nil {
      let declarations =
        switch word.form {
        case .component(let options): options.declarations
        case .named(let declaration): [declaration]
        case .value: [] as [Declaration]
        }
      for knob in declarations.flatMap(\.knobs) { names.insert("\(word.key).\(knob.name)") }
    }
    return names
  }
}

extension RunFact.Value {
  fileprivate init(_ value: KnobValue) {
    switch value {
    case .real(let number): self = .number(number)
    case .integer(let number): self = .number(Double(number))
    case .seed(let number): self = .number(Double(number))
    case .word, .list, .integers, .automatic: self = .text(value.text)
    }
  }
}
