/// The name that was probably meant: the one with the fewest letters changed, if those are at most
/// a third of the letters typed (and at least one).
func nearestName(to typed: String, among names: [String]) -> String? {
  let letters = Array(typed.unicodeScalars.prefix(64))
  let limit = max(1, letters.count / 3)
  let ranked = names.map { (name: $0, distance: editDistance(letters, Array($0.unicodeScalars))) }
  return ranked.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
}

/// How many letters must be inserted, deleted or replaced to turn `a` into `b` (Levenshtein).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var previous = Array(0...b.count)
  for (i, letter) in a.enumerated() {
    var current = [i + 1]
    for (j, other) in b.enumerated() {
      let replaced = previous[j] + (letter == other ? 0 : 1)
      current.append(min(replaced, previous[j + 1] + 1, current[j] + 1))
    }
    previous = current
  }
  return previous[b.count]
}
