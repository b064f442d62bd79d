import Experiments

/// Why a value cannot be changed this way.
enum PlaceError: Error, Equatable {
  /// The element belongs to a series that the word's component makes.
  case generated(String, word: String)
  /// It has no next value.
  case typed(String)
  /// Another word decides it.
  case fixed(String)
  case badElement(String, text: String)
  case order(text: String, above: Double?, below: Double?)
  case tooFew(String)
  case tooMany(String, limit: Int)
  case noLabels(String, model: String)
}

extension PlaceError: CustomStringConvertible {
  var description: String {
    switch self {
    case .generated(let element, let word):
      "The \(word) places this \(short(element)). Press enter to write the \(short(element))s by "
        + "hand."
    case .typed(let name): "\(name) has no next value. Press enter and type it."
    case .fixed(let reason): reason
    case .badElement(let element, let text):
      "\"\(PrintableText(text, limit: 40))\" is no \(element). Type a number of 0 or more, or inf."
    case .order(let text, let above, let below):
      "\(PrintableText(text, limit: 40)) is out of order. Type a number "
        + [below.map { "above \(brief($0))" }, above.map { "below \(brief($0))" }]
        .compactMap { $0 }.joined(separator: " and ") + "."
    case .tooFew(let element):
      "A run needs two \(short(element))s at least. Insert one first."
    case .tooMany(let element, let limit):
      "A run has \(limit) \(short(element))s at most. Delete one first."
    case .noLabels(let plural, let model):
      "\(PrintableText(model, limit: 40)) has no \(plural) to choose from. Take another model."
    }
  }

  /// The last word: of a noise level, level.
  private func short(_ element: String) -> String {
    element.split(separator: " ").last.map(String.init) ?? element
  }
}
