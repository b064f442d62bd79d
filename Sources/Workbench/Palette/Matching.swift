import Experiments

/// How well a query fits a text, higher is better; `nil` where it does not.
///
/// All words of the query must occur. The whole first word counts more than a start, that more than
/// the start of another word, and that more than letters within.
func fit(_ query: String, _ text: String) -> Int? {
  let text = text.lowercased()
  var total = 0
  for word in query.lowercased().split(separator: " ") {
    if text.hasPrefix(word) {
      total += text.dropFirst(word.count).first ?? " " == " " ? 4 : 3
    } else if text.split(whereSeparator: { " -+/(".contains($0) }).contains(where: {
      $0.hasPrefix(word)
    }) {
      total += 2
    } else if contains(text, word) {
      total += 1
    } else {
      return nil
    }
  }
  return total
}

/// The items that fit a query, the best first, of equals in their order.
func matching<Item>(_ items: [Item], _ query: String, _ text: (Item) -> String) -> [Item] {
  guard query.contains(where: { !$0.isWhitespace }) else { return items }
  return items.enumerated().compactMap { index, item in
    fit(query, text(item)).map { (item: item, fit: $0, index: index) }
  }.sorted { ($0.fit, -$0.index) > ($1.fit, -$1.index) }.map(\.item)
}

/// The items that fit a query, the best first; where none does, those that fit it without its
/// misspellings.
func nearest(
  _ items: [PaletteItem], _ query: String, among words: [PaletteWord]
) -> [PaletteItem] {
  let found = matching(items, query, \.text)
  guard found.isEmpty else { return found }
  let names = items.map(\.name) + words.map(\.name)
  let parts = query.split(separator: " ").map { word in
    // Of numbers, a near one is another.
    word.contains(where: \.isLetter)
      ? suggestion(for: String(word), among: names) ?? "\(word)"
      : "\(word)"
  }
  return matching(items, parts.joined(separator: " "), \.text)
}

private func contains(_ text: String, _ word: Substring) -> Bool {
  var rest = Substring(text)
  while !rest.isEmpty {
    if rest.hasPrefix(word) { return true }
    rest = rest.dropFirst()
  }
  return false
}

extension State {
  /// The items of a panel's list that fit the filter, in their order.
  func filtered<Item>(_ items: [Item], in panel: Panel, _ text: (Item) -> String) -> [Item] {
    guard panel == focus, case .filter(let input) = open else { return items }
    return items.filter { fit(input.text, text($0)) != nil }
  }
}
