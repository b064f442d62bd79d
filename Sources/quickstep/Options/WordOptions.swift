import ArgumentParser
import Experiments
import Runs

/// The words of a family as flags: what the parser knows of them comes from their declarations.
struct WordOptions<Subject: Family>: ParsableArguments, CustomReflectable {
  /// What was written, by word.
  private(set) var texts: [String: String] = [:]

  private static var words: [Word] { Subject.Plan.words.all }

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: WordKey.self)
    for word in Self.words {
      let option = try container.decode(Option<String?>.self, forKey: WordKey(word.key))
      texts[word.key] = option.wrappedValue
    }
  }

  /// What was written for a word, which the sentence then does not take.
  mutating func take(_ word: String) -> String? { texts.removeValue(forKey: word) }

  /// Whether something stands where a component is named that may be a saved choice.
  func namesSomething(_ family: any Family) -> Bool {
    texts.contains { key, text in
      guard let options = family.words[key]?.options, !text.contains(":") else { return false }
      return !options.declarations.contains { $0.name == text }
    }
  }

  /// What the parser takes for the properties of this type.
  var customMirror: Mirror {
    Mirror(self, children: Self.words.map { ("_\($0.key)", $0.option(of: Subject.self)) })
  }
}

private struct WordKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ word: String) { stringValue = word }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}

extension Word {
  fileprivate func option<Subject: Family>(of family: Subject.Type) -> Option<String?> {
    Option(
      name: .customLong(key), parsing: isNumber ? .unconditional : .next,
      help: ArgumentHelp(
        "\(summary.prefix(1).uppercased())\(summary.dropFirst()).", valueName: valueName),
      completion: .values(of: self))
  }

  /// Whether its value may begin with a minus.
  private var isNumber: Bool { if case .value = form { true } else { false } }
}
