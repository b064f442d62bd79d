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
    if let origin = sentence.origin {
      parts.insert(originMention(origin, of: sentence, detail), at: min(1, parts.count))
    }
    return parts
  }

  /// Where the first steps come from, and what was otherwise there: `from step 4 of euler`.
  private func originMention(
    _ origin: Origin, of sentence: Sentence, _ detail: Word.Detail
  ) -> String {
    let step = "from step \(origin.step)"
    guard detail == .knobs else { return step }
    let differing = rankedWords.compactMap { word -> String? in
      guard let setting = origin.sentence[word.key], setting != sentence[word.key] else {
        return nil
      }
      let mentioned = word.mentioned(setting, detail), brief = word.brief(setting)
      let isBare = setting.choice == nil && mentioned == brief
      return mentioned.isEmpty || isBare ? "\(word.label) \(brief)" : mentioned
    }
    return differing.isEmpty ? step : "\(step) of \(differing.joined(separator: " "))"
  }
}
