/// A word and the part of a plan that it stands for.
public struct PlanWord<Plan: Worded>: Sendable {
  public typealias Path<Value> = WritableKeyPath<Plan, Value> & Sendable

  public let word: Word
  let read: @Sendable (Plan) -> Setting
  let write: @Sendable (inout Plan, Setting) -> Void
}

extension PlanWord {
  /// One of a catalog, with knobs.
  public static func component<Product>(
    _ key: String, _ roles: Role..., at path: Path<Choice>, of catalog: Catalog<Product>,
    rank: Int, mention: Word.Mention, _ summary: String
  ) -> Self {
    choice(
      key, roles, path, .component(catalog.options), key, rank, mention, summary)
  }

  /// One of a catalog, with knobs, or `nil` where it goes with the other words.
  /// - Parameter automatic: which that is, in one line.
  public static func component<Product>(
    _ key: String, _ roles: Role..., at path: Path<Choice?>, of catalog: Catalog<Product>,
    or automatic: String, rank: Int, mention: Word.Mention, _ summary: String
  ) -> Self {
    Self(
      word: Word(
        key: key, label: key, summary: summary, valueName: key, roles: roles,
        form: .component(
          Options(
            catalog.kind, catalog.declarations, phrasebooks: catalog.options.phrasebooks
          ).orAutomatic(automatic)),
        standard: .component(Plan()[keyPath: path] ?? .automatic), rank: rank, mention: mention)
    ) {
      .component($0[keyPath: path] ?? .automatic)
    } write: { plan, setting in
      plan[keyPath: path] = setting.choice == .automatic ? nil : setting.choice
    }
  }

  /// A bundled name or a path, with knobs.
  public static func named(
    _ key: String, _ role: Role = .model, at path: Path<Choice>, _ declaration: Declaration,
    rank: Int, mention: Word.Mention = .always("*"), _ summary: String
  ) -> Self {
    choice(key, [role], path, .named(declaration), key, rank, mention, summary)
  }

  public static func integer(
    _ key: String, _ role: Role, at path: Path<Int>, in range: ClosedRange<Int>,
    label: String? = nil, rank: Int, mention: Word.Mention, _ summary: String
  ) -> Self {
    value(
      Knob(
        key, "\(summary), \(range.lowerBound) … \(range.upperBound)", .integer(range),
        default: .integer(Plan()[keyPath: path])),
      [role], label, valueName: "n", rank, mention
    ) {
      .integer($0[keyPath: path])
    } write: { plan, value in
      if case .integer(let number) = value { plan[keyPath: path] = number }
    }
  }

  /// The seed of all randomness.
  public static func seed(at path: Path<UInt64>, rank: Int) -> Self {
    value(
      Knob("seed", "seed of all randomness", .seed, default: .seed(Plan()[keyPath: path])),
      [.model], nil, valueName: "n", rank, .always("seed *")
    ) {
      .seed($0[keyPath: path])
    } write: { plan, value in
      if case .seed(let number) = value { plan[keyPath: path] = number }
    }
  }

  /// A real number, or `nil` where it is left to the method.
  public static func automatic(
    _ key: String, _ role: Role, at path: Path<Double?>, _ range: ClosedRange<Double>,
    step: KnobStep, rank: Int, mention: Word.Mention, _ summary: String
  ) -> Self {
    value(
      Knob(
        key, ranged(summary, range), .real(range, step: step), default: .automatic), [role], nil,
      valueName: "x", rank, mention
    ) {
      $0[keyPath: path].map { .real($0) } ?? .automatic
    } write: { plan, value in
      if case .real(let number) = value { plan[keyPath: path] = number }
      if case .automatic = value { plan[keyPath: path] = nil }
    }
  }

  /// A real number.
  public static func real(
    _ key: String, _ role: Role, at path: Path<Double>, _ range: ClosedRange<Double>,
    step: KnobStep, unit: String = "", rank: Int, mention: Word.Mention, _ summary: String
  ) -> Self {
    value(
      Knob(
        key, ranged(summary, range), .real(range, step: step),
        default: .real(Plan()[keyPath: path]), unit: unit),
      [role], nil, valueName: "x", rank, mention
    ) {
      .real($0[keyPath: path])
    } write: { plan, value in
      if case .real(let number) = value { plan[keyPath: path] = number }
    }
  }

  /// One of `words`, or of those that the model brings.
  public static func label<Value: LosslessStringConvertible & SendableMetatype>(
    _ key: String, _ roles: Role..., at path: Path<Value>, or words: [LabelWord],
    plural: String, rank: Int, mention: Word.Mention, _ summary: String
  ) -> Self {
    value(
      Knob(
        key, summary, .label(words, plural: plural),
        default: .word(Plan()[keyPath: path].description)),
      roles, nil, valueName: key, rank, mention
    ) {
      .word($0[keyPath: path].description)
    } write: { plan, value in
      if case .word(let text) = value, let value = Value(text) { plan[keyPath: path] = value }
    }
  }

  private static func ranged(_ summary: String, _ range: ClosedRange<Double>) -> String {
    "\(summary), \(brief(range.lowerBound)) … \(brief(range.upperBound))"
  }

  private static func choice(
    _ key: String, _ roles: [Role], _ path: Path<Choice>, _ form: Word.Form, _ valueName: String,
    _ rank: Int, _ mention: Word.Mention, _ summary: String
  ) -> Self {
    Self(
      word: Word(
        key: key, label: key, summary: summary, valueName: valueName, roles: roles, form: form,
        standard: .component(Plan()[keyPath: path]), rank: rank, mention: mention)
    ) {
      .component($0[keyPath: path])
    } write: { plan, setting in
      if case .component(let choice) = setting { plan[keyPath: path] = choice }
    }
  }

  static func value(
    _ knob: Knob, _ roles: [Role], _ label: String?, valueName: String, _ rank: Int,
    _ mention: Word.Mention, read: @escaping @Sendable (Plan) -> KnobValue,
    write: @escaping @Sendable (inout Plan, KnobValue) -> Void
  ) -> Self {
    Self(
      word: Word(
        key: knob.name, label: label ?? knob.name, summary: knob.summary, valueName: valueName,
        roles: roles, form: .value(knob), standard: .value(knob.fallback), rank: rank,
        mention: mention)
    ) {
      .value(read($0))
    } write: { plan, setting in
      if case .value(let value) = setting { write(&plan, value) }
    }
  }
}
