import Experiments
import Files

extension Families {
  /// What may stand in front of words as a shell takes them.
  private static let shellPrefix = "quickstep "

  /// The sentence that one word of the command line says: a run line; without its `quickstep:1` the
  /// words as subcommands take them; or the name of a preset or of a picture written with --png.
  ///
  /// A run line and a file stand for every word of the sentence; where words alone are given, what
  /// they do not name is what somebody has chosen to start with, or the model's default.
  func sentence(argument text: String, _ own: PlanDefaults) throws -> Sentence {
    var text = text
    if text.hasPrefix(Self.shellPrefix) { text.removeFirst(Self.shellPrefix.count) }
    let words = try? RunLine.split(text)
    let first = words?.first ?? ""
    if first.hasPrefix("quickstep:") { return try sentence(runLine: text) }
    guard first.hasPrefix("--") || self[first] != nil || text.contains(where: \.isWhitespace) else {
      return try SentenceFile.read(text, on: all[0].standard, among: self)
    }
    let line = try sentence(runLine: "\(RunLine.prefix) \(text)")
    let family = self[line], named = Set((words ?? []).filter { $0.hasPrefix("--") })
    func isNamed(_ word: String) -> Bool { named.contains("--" + word) }
    var sentence = line
    _ = own.start(
      &sentence, of: family, opening: family.cards.first.map { Choice($0.name) }, isNamed: isNamed)
    try family.takeDefaults(&sentence, isNamed: isNamed)
    return sentence
  }
}
