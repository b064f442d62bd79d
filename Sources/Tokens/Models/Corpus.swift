import Synchronization

/// The text that models of real text are counted from, read and counted when one is first used.
public final class Corpus: Sendable {
  private let text: @Sendable () -> String
  private let tables = Mutex<[Int: NGramTable]>([:])

  /// - Parameter text: asked at most once for each order.
  public init(_ text: @escaping @Sendable () -> String) { self.text = text }

  /// The n-gram of an order.
  public func table(order: Int) -> NGramTable {
    tables.withLock { tables in
      if let table = tables[order] { return table }
      let table = NGramTable(
        Letters.tokens(of: text()), order: order, symbols: Letters.all.count,
        after: Letters.opening)
      tables[order] = table
      return table
    }
  }
}

/// The 32 characters that texts are made of.
public enum Letters {
  public static let all = Array(" abcdefghijklmnopqrstuvwxyz'.,;?")

  /// What stands before a text: the end of a sentence.
  static let opening = tokens(of: ". ")

  /// The text in lower case, marks folded into the few there are, blanks and line breaks into one
  /// blank.
  public static func tokens(of text: String) -> [Int] {
    let numbers = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
    var tokens: [Int] = []
    for character in text.lowercased() {
      let token = numbers[folded[character] ?? character] ?? 0
      if token != 0 || tokens.last != 0 { tokens.append(token) }
    }
    return tokens
  }

  private static let folded: [Character: Character] = ["!": ".", ":": ";"]
}
