import Glibc
import Quickstep

/// The betas of a case as a list: they are recorded as one, or as
/// `sigmoid(linspace(A,B,N))*(C-D)+E`.
func listedBetas(_ value: JSONValue) throws(CaseProblem) -> JSONValue {
  guard let text = value.string else { return value }
  let numbers = numbers(in: text)
  guard numbers.count == 6, text.hasPrefix("sigmoid(linspace("), 2...100_000 ~= numbers[2] else {
    throw .unknownBetas(text)
  }
  let range = numbers[3] - numbers[4]
  let places = linearlySpaced(numbers[0], numbers[1], count: Int(numbers[2]))
  return .array(places.map { .number(range / (1 + exp(-$0)) + numbers[5]) })
}

/// The numbers in a formula, in order; a minus sign belongs to a number unless one stands before.
private func numbers(in text: String) -> [Double] {
  var numbers: [Double] = []
  var word = ""
  for character in text + " " {
    let last = word.last
    let continues =
      character.isASCII
      && (character.isNumber || character == "." || (character == "e" && last?.isNumber == true)
        || (character == "-" && (last == nil || last == "e")))
    if continues {
      word.append(character)
      continue
    }
    if let number = Double(word) { numbers.append(number) }
    word = ""
  }
  return numbers
}
