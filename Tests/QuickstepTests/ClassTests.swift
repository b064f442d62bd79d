import Quickstep
import Testing

/// Which class a text asks for.
@Suite struct ClassTests {
  @Test func namesComeBeforeNumbers() {
    for (text, names, expected) in [
      ("1", ["cat", "dog"], 1), ("dog", ["cat", "dog"], 1), ("2", ["cat", "dog"], nil),
      ("-1", ["cat"], nil), ("3", ["3", "7"], 0), ("7", ["3", "7"], 1),
    ] as [(String, [String], Int?)] {
      #expect(labelIndex(text, among: names) == expected, "\(text) of \(names)")
    }
  }

  /// Where classes are numbers, what is found is what was asked for.
  @Test func aNumberIsNeverAnIndexAmongNumbers() {
    let lists = [["1", "2", "3"], ["3", "7"], ["10", "2", "1"], ["cat", "0"], ["007", "1"]]
    for names in lists {
      for text in (-1...12).map({ "\($0)" }) {
        let index = labelIndex(text, among: names)
        #expect(index.map { names[$0] == text } ?? !names.contains(text), "\(text) of \(names)")
      }
    }
  }
}
