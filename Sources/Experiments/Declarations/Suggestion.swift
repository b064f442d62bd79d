/// The name in `names` that a mistyped `word` most likely means, or nil where none is near.
///
/// Near is a Damerau-Levenshtein distance (insertions, deletions, substitutions, swapped
/// neighbours; case is ignored) of at most a third of the word's length, at least 1, or a name
/// that begins with the word. Ties go to the name listed first.
///
/// ```swift
/// suggestion(for: "hen", among: ["euler", "heun"])  // "heun"
/// ```
///
/// Words above 64 characters get no suggestion.
public func suggestion(for word: String, among names: [String]) -> String? {
  let typed = Array(word.lowercased())
  guard !typed.isEmpty, typed.count <= 64 else { return nil }
  var best: (name: String, distance: Int)?
  for name in names {
    let distance = editDistance(typed, Array(name.lowercased()))
    if distance < best?.distance ?? .max { best = (name, distance) }
  }
  if let best, best.distance <= max(1, typed.count / 3) { return best.name }
  guard typed.count >= 2 else { return nil }
  return names.first { $0.lowercased().hasPrefix(String(typed)) }
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`
/// (optimal string alignment), in time a.count * b.count.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
