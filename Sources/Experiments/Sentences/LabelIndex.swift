/// Which of some names a text means: the one of that name, or the one of that number, counted from
/// 0, where no name is a number.
public func labelIndex(_ text: String, among names: [String]) -> Int? {
  if let index = names.firstIndex(of: text) { return index }
  guard let index = Int(text), names.indices.contains(index),
    !names.contains(where: { Int($0) != nil })
  else { return nil }
  return index
}
