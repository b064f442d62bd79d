extension Plan {
  /// The plan as one line, `quickstep:1 --model ring-8 --solver dpm++2m …`: every word that differs
  /// from `Plan()`, and the model.
  public var runLine: String {
    RunLine.prefix + " "
      + RunLine.flags(settings, of: Self.words.map(\.word), always: ["model"])
  }

  /// Reads a line that `runLine` wrote.
  /// - Throws: `RunLineError` or `DeclarationError`.
  public init(runLine text: String) throws {
    let parts = try RunLine.split(text)
    guard parts.first == RunLine.prefix else {
      throw RunLineError.prefix(expected: RunLine.prefix)
    }
    let settings = try RunLine.settings(parts.dropFirst(), of: Self.words.map(\.word))
    self.init(Sentence(family: "", settings: settings))
  }
}
