import Experiments

/// A run line with a button that copies it.
struct RunLineMarkup {
  private let line: String

  /// The most characters of a line that is offered to be copied.
  static let limit = 8192

  init(_ line: String) { self.line = line }

  /// A line that cannot be shown as it is would mean something else when pasted: it has no button.
  var markup: Markup {
    let shown = PrintableText(line, limit: Self.limit).text
    guard shown == line, !line.isEmpty else {
      return "<code>\(line, limit: 300)</code> <span class=\"dim\">cannot be copied</span>"
    }
    return """
      <code>\(line, limit: Self.limit)</code> <button class="copy" type="button">copy</button>
      """
  }
}
