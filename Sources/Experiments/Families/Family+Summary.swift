extension Family {
  /// The list's choice in the first line, with its kind or its knobs; then what else belongs to the
  /// role, two words a line.
  public func summary(
    _ role: Role, of sentence: Sentence, _ card: ModelCard
  ) -> [SummaryLine] {
    let listed = listWord(role)
    let others = rankedWords.filter { $0.home == role && $0.key != listed?.key }
      .compactMap { word in sentence[word.key].map { word.summary($0) } }
    let rest = stride(from: 0, to: others.count, by: 2).map { index in
      SummaryLine(
        others[index], index + 1 < others.count ? others[index + 1] : "",
        left: listed == nil && index == 0 ? .plain : .faint)
    }
    guard let listed, let setting = sentence[listed.key] else { return rest }
    let first =
      role == .model
      ? SummaryLine(listed.name(setting), card.kind)
      : SummaryLine(
        listed.declaration(of: setting)?.title ?? listed.name(setting),
        listed.briefKnobs(setting))
    return [first] + rest
  }

  /// What a word and its setting come to; empty where the sentence lacks it.
  public func part(
    _ key: String, _ sentence: Sentence, _ text: (Word, Setting) -> String
  ) -> String {
    guard let word = words[key], let setting = sentence[key] else { return "" }
    return text(word, setting)
  }
}

extension Word {
  /// Its value as it is mentioned, with its name where the mention does not say what it is.
  fileprivate func summary(_ setting: Setting) -> String {
    let mentioned = mentioned(setting)
    let value = brief(setting)
    return mentioned.isEmpty || mentioned == value ? "\(label) \(value)" : mentioned
  }
}
