extension Family {
  /// The parts of the line that says a sentence in short.
  public func mentions(of sentence: Sentence, _ detail: Word.Detail = .knobs) -> [String] {
    var parts: [String] = []
    for word in rankedWords {
      guard let setting = sentence[word.key] else { continue }
      let text = word.mentioned(setting, detail)
      guard !text.isEmpty else { continue }
      if case .joined = word.mention, !parts.isEmpty {
        parts[parts.count - 1] += " " + text
      } else {
        parts.append(text)
      }
    }
    return parts
  }
}
