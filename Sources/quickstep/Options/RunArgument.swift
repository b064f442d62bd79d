import Experiments
import Files

extension Families {
  /// What may stand in front of words as a shell takes them.
  private static let shellPrefix = "quickstep "

  /// The sentence that one word of the command line says: a run line; without its `quickstep:1` the
  /// words as subcommands take them; or the name of a preset or of a picture written with --png.
  ///
  /// A run line and a file stand for every word of the sentence; where words alone are given, what
  /// they do not name is the model's default.
  func sentence(argument text: String) throws -> Sentence {
    var text = text
    if text.hasPrefix(Self.shellPrefix) { text.removeFirst(Self.shellPrefix.count) }
    let words = try? RunLine.split(text)
    let first = words?.first ?? ""
    if first.hasPrefix("quickstep:") { return try sentence(runLine: text) }
    guard first.hasPrefix("--") || self[first] != nil || text.contains(where: \.isWhitespace) else {
      return try SentenceFile.read(text, on: all[0].standard, among: self)
    }
    let line = try sentence(runLine: "\(RunLine.prefix) \(text)")
    return try takingDefaults(line, named: words ?? [])
  }

  /// The sentence with the defaults of its model for the words that nobody named.
  private func takingDefaults(_ sentence: Sentence, named words: [String]) throws -> Sentence {
    let family = self[sentence]
    let named = Set(words.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) })
    var sentence = sentence
    let model = family.modelWord.key
    if !named.contains(model), let first = family.cards.first {
      sentence[model] = .component(Choice(first.name))
    }
    guard let choice = sentence.choice(model) else { return sentence }
    for (key, setting) in try family.defaults(choice) where !named.contains(key) {
      sentence[key] = setting
    }
    return sentence
  }
}
