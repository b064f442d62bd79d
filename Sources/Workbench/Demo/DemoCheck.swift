/// A relation between numbers of a tour: `fine < coarse * 0.5`.
///
/// Numbers are told by name: what was kept, scores and statistics of the run shown at its end, `nfe` for
/// what it has spent, `cells` and `front` for a sweep's.
public struct DemoCheck: Hashable, Sendable {
  public enum Relation: String, Sendable { case less = "<", more = ">", equal = "=" }

  public let left, right: String
  public let relation: Relation
  /// What the right side is multiplied by.
  public let factor: Double

  /// `NAME < NAME`, `NAME < NUMBER`, and either with `* NUMBER` behind it.
  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 3 || words.count == 5 && words[3] == "*",
      let relation = Relation(rawValue: words[1]),
      let factor = words.count == 5 ? Double(words[4]) : 1
    else { return nil }
    (left, self.relation, right, self.factor) = (words[0], relation, words[2], factor)
  }

  func holds(_ value: (String) -> Double?) -> Bool {
    guard let a = value(left), let b = Double(right) ?? value(right) else { return false }
    return switch relation {
    case .less: a < b * factor
    case .more: a > b * factor
    case .equal: abs(a - b * factor) <= 1e-9 * max(1, abs(a))
    }
  }
}
