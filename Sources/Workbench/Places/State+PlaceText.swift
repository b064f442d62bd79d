import Experiments

/// How a place is shown.
public struct PlaceText: Equatable, Sendable {
  public var label: String
  /// As shown in a row.
  public var value: String
  public var unit = ""
  /// One line.
  public var summary: String
  /// What may be typed; empty where that cannot be said in a few words.
  public var range = ""
}

extension State {
  public func text(of place: Place) -> PlaceText {
    if let element = place.element { return text(ofElement: element, of: place.word) }
    guard let word = word(place), let setting = sentence[place.word] else {
      return PlaceText(label: place.word, value: "-", summary: "")
    }
    guard let name = place.knob else { return text(of: word, setting) }
    guard let knob = knob(place), let choice = setting.choice else {
      return PlaceText(label: name, value: "-", summary: "")
    }
    return PlaceText(
      label: name, value: short(choice.value(knob)), unit: knob.unit, summary: knob.summary,
      range: knob.rangeText)
  }

  private func text(of word: Word, _ setting: Setting) -> PlaceText {
    var text = PlaceText(label: word.label, value: word.text(setting), summary: word.summary)
    switch setting {
    case .component(let choice):
      text.value = choice.name
      text.summary =
        word.key == family.modelWord.key
        ? card.summary : word.declaration(of: setting)?.summary ?? word.summary
    case .value(let value):
      switch word.knob?.kind {
      case .label(let words, let plural):
        text.range = labelRange(word.key, words.map(\.text), plural)
      case .seed: text.range = "0 … 2⁶⁴ - 1"
      case .real: (text.value, text.range) = (short(value), word.knob?.rangeText ?? "")
      case .choice, .integers: text.range = word.knob?.rangeText ?? ""
      default: break
      }
    }
    if let kept = savedChoice(word), let options = word.options {
      text.summary = kept.option(options).summary
    }
    if let meant = spelling.components[word.key] {
      text.summary = "here \(word.text(.component(meant)))"
    }
    if let reason = spelling.fixed[word.key] { text.summary = reason }
    text.value = PrintableText(text.value).text
    return text
  }

  private func labelRange(
    _ word: String, _ words: [String], _ plural: String
  ) -> String {
    guard let labels = card.labels?[word] else {
      return (words + ["a \(word)"]).joined(separator: " | ")
    }
    guard let first = labels.first, let last = labels.last else { return "no \(plural)" }
    return (words + [PrintableText("\(first) … \(last)", limit: 40).text])
      .joined(separator: " | ")
  }

  private func text(ofElement element: Int, of word: String) -> PlaceText {
    let values = series(word)
    let hand = byHand(word)
    let value = values.indices.contains(element) ? short(.real(values[element])) : "-"
    let name = ((try? elements(word)) ?? "number").split(separator: " ").last ?? "number"
    guard let quantity = hand?.knob.elements?.quantity else {
      return PlaceText(
        label: "\(element)", value: value, summary: "enter writes the \(name)s by hand")
    }
    return PlaceText(
      label: "\(element)", value: value, summary: "\(quantity) of this \(name)",
      range: neighbours(of: element, in: values))
  }

  private func neighbours(of element: Int, in values: [Double]) -> String {
    let below =
      values.indices.contains(element + 1) ? "above \(short(.real(values[element + 1])))" : ""
    let above =
      values.indices.contains(element - 1) ? "below \(short(.real(values[element - 1])))" : ""
    return [below, above].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func short(_ value: KnobValue) -> String {
    switch value {
    case .real(let number): brief(number)
    case .list(let numbers): "\(numbers.count) values"
    case .integer, .word, .integers, .seed, .automatic: value.text
    }
  }
}
