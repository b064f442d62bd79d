/// Text painted for one role.
public struct Span: Hashable, Sendable {
  public var text: String
  public var role: Role

  public init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }
}

/// One line of spans: some from the left, some against the right edge.
///
/// Where both do not fit, the left ones are clipped, down to none; then the right ones.
public struct SpanLine: Hashable, Sendable {
  public var left: [Span]
  public var right: [Span]

  public init(_ left: [Span], right: [Span] = []) {
    self.left = left
    self.right = right
  }

  /// Draws into the first row of `rect`.
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) {
    let rightWidth = min(rect.columns, right.reduce(0) { $0 + cellWidth($1.text) })
    let rightPart = rect.droppingLeft(rect.columns - rightWidth)
    let gap = rightWidth > 0 ? 1 : 0
    Self.draw(left, in: rect.left(rect.columns - rightWidth - gap), of: &frame, look: look)
    Self.draw(right, in: rightPart, of: &frame, look: look)
  }

  private static func draw(_ spans: [Span], in rect: Rect, of frame: inout Frame, look: Look) {
    var rest = rect
    for span in spans {
      let end = frame.write(span.text, in: rest, style: look.style(span.role))
      rest = rest.droppingLeft(end - rest.column)
    }
  }
}
