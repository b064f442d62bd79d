import Runs

extension Drawing {
  /// What a run that is not of a plan is about, in place of a panel's settings.
  func drawFacts(_ facts: [RunSubject.Fact], in rect: Rect, of frame: inout Frame) {
    drawLines(
      facts.map { SpanLine([Span($0.name, .dim)], right: [Span($0.value, .text)]) }, in: rect,
      of: &frame)
  }
}
