import Experiments
import Workbench

// The sentence in a few words, the same in the header and in closed settings.
extension Drawing {
  /// The sentence in one line: `digits-flow · heun · 10 trailing · cfg 2 · each · ×16 · seed 8`.
  ///
  /// Where that is too long, knobs are left out first, then the end of the model's name.
  func sentenceLine(cells: Int) -> String {
    let whole = line(state.family.mentions(of: state.sentence))
    guard cellWidth(whole) > cells else { return whole }
    let parts = state.family.mentions(of: state.sentence, .name)
    let names = line(parts)
    guard let model = parts.first else { return names }
    let width = cellWidth(model) - max(0, cellWidth(names) - cells)
    guard width < cellWidth(model) else { return names }
    return line([clipped(model, to: max(6, width))] + parts.dropFirst())
  }

  private func line(_ parts: [String]) -> String {
    PrintableText(parts.joined(separator: " \(Glyph.separator) "), limit: 400).text
  }

  /// The words of a panel in one line: the first with what is said in one part with it, and what is
  /// said of the next.
  func brief(_ panel: Panel) -> (text: String, note: String) {
    let words = state.family.rankedWords.filter { $0.home == panel.role }
    guard let first = words.first, let setting = state.sentence[first.key] else { return ("", "") }
    let said = words.dropFirst().compactMap { word in
      state.sentence[word.key].map { (word: word, text: word.mentioned($0)) }
    }
    let joined = said.filter { if case .joined = $0.word.mention { true } else { false } }
    let note = said.first { if case .joined = $0.word.mention { false } else { true } }
    return (
      ([first.said(setting)] + joined.map(\.text)).joined(separator: " "), note?.text ?? ""
    )
  }

  /// The numbers that a word of a panel stands for, and the word.
  func series(of panel: Panel) -> (word: String, values: [Double])? {
    state.family.words.lazy.filter { $0.home == panel.role }
      .map { ($0.key, state.series($0.key)) }.first { !$0.1.isEmpty }
  }
}
