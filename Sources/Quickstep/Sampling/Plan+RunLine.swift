extension Plan {
  /// The plan as one line, `quickstep:1 --model ring-8 --solver dpm++2m …`: every word that differs
  /// from `Plan()`, and the model.
  public var runLine: String {
    RunLine.prefix + " "
      + RunLine.flags(settings, of: Self.words.all, always: ["model"])
  }

  /// Reads a line that `runLine` wrote.
  /// - Throws: `RunLineError` or `DeclarationError`.
  public init(runLine text: String) throws {
    let settings = try RunLine.settings(RunLine.words(text), of: Self.words.all)
    self.init(Sentence(family: "", settings: settings))
  }
}
