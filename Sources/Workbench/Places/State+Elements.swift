import Experiments

// The numbers of a series that are written by hand, each smaller than the one before.
extension State {
  private static let elementsLimit = 1001

  func sentence(movingElement place: Place, by count: Int) throws -> Sentence {
    guard let element = place.element, let (_, values) = byHand(place.word) else {
      throw PlaceError.generated(try elements(place.word), word: place.word)
    }
    guard values.indices.contains(element) else { return sentence }
    let factor = (0..<count.magnitude).reduce(1.0) { product, _ in product * 1.1 }
    let moved = count > 0 ? values[element] * factor : values[element] / factor
    return try replacing(element, of: place.word, by: moved, typed: brief(moved))
  }

  func sentence(settingElement element: Int, of word: String, to text: String) throws -> Sentence {
    guard let number = Double(text) else {
      throw PlaceError.badElement(try elements(word), text: text)
    }
    return try replacing(element, of: word, by: number, typed: text)
  }

  /// - Parameter typed: the value as the person wrote it, for the message.
  private func replacing(
    _ element: Int, of word: String, by number: Double, typed: String
  ) throws -> Sentence {
    guard var values = byHand(word)?.values, values.indices.contains(element) else {
      throw PlaceError.generated(try elements(word), word: word)
    }
    guard number >= 0 else { throw PlaceError.badElement(try elements(word), text: typed) }
    let above = element > 0 ? values[element - 1] : nil
    let below = element + 1 < values.count ? values[element + 1] : nil
    guard above.map({ number < $0 }) ?? true, number > below ?? -1 else {
      throw PlaceError.order(text: typed, above: above, below: below)
    }
    values[element] = number
    return sentence(writing: values, for: word)
  }

  /// One more, between an element and the next.
  func sentence(insertingElementAfter element: Int, of word: String) throws -> Sentence {
    guard var values = byHand(word)?.values else {
      throw PlaceError.generated(try elements(word), word: word)
    }
    guard values.count < Self.elementsLimit else {
      throw PlaceError.tooMany(try elements(word), limit: Self.elementsLimit)
    }
    let first = min(max(0, element), max(0, values.count - 2))
    guard values.indices.contains(first + 1) else {
      throw PlaceError.tooFew(try elements(word))
    }
    let (above, below) = (values[first], values[first + 1])
    let middle = middle(above, below)
    guard middle < above, middle > below else {
      throw PlaceError.order(text: brief(middle), above: above, below: below)
    }
    values.insert(middle, at: first + 1)
    return sentence(writing: values, for: word)
  }

  /// The geometric mean; below infinity, where that is no number, the middle in the angle atan x.
  private func middle(_ above: Double, _ below: Double) -> Double {
    if above == .infinity { return below + (1 + below * below).squareRoot() }
    return below > 0 ? (above * below).squareRoot() : above / 2
  }

  func sentence(removingElement element: Int, of word: String) throws -> Sentence {
    guard var values = byHand(word)?.values, values.indices.contains(element) else {
      throw PlaceError.generated(try elements(word), word: word)
    }
    guard values.count > 2 else { throw PlaceError.tooFew(try elements(word)) }
    values.remove(at: element)
    return sentence(writing: values, for: word)
  }

  /// The series of a word as what is written by hand.
  func sentence(writing word: String) -> Sentence {
    guard let series = spelling.series[word] else { return sentence }
    var changed = sentence
    changed[word] = .component(series.byHand)
    return family.settled(changed, after: word)
  }

  private func sentence(writing values: [Double], for word: String) -> Sentence {
    guard let (knob, _) = byHand(word), var choice = sentence.choice(word) else { return sentence }
    choice.knobs[knob.name] = .list(values)
    var changed = sentence
    changed[word] = .component(choice)
    return family.settled(changed, after: word)
  }

  /// What the elements of a series are called: of the component that says it by hand.
  func elements(_ word: String) throws -> String {
    let hand = spelling.series[word]?.byHand
    let declaration = hand.flatMap { family.words[word]?.declaration(of: .component($0)) }
    return declaration?.knobs.lazy.compactMap(\.elements).first?.element ?? "number"
  }
}
