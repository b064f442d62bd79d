/// A place in a sentence that can be changed: a word, a knob of its component, an element of the
/// series that it comes to.
public struct Place: Hashable, Sendable {
  public var word: String
  public var knob: String?
  public var element: Int?

  public init(_ word: String, knob: String? = nil, element: Int? = nil) {
    self.word = word
    self.knob = knob
    self.element = element
  }
}
