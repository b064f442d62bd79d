/// What a colour is for. Themes name these, drawing asks for these, and nothing else has a colour.
public enum Role: String, CaseIterable, Sendable {
  case text
  case dim
  case heading
  case title
  case titleFocus = "title-focus"
  case border
  case borderFocus = "border-focus"
  case selection
  case selectionIdle = "selection-idle"
  case accent
  case knob
  case running
  case good
  case warning
  case error
  case plotLine = "plot-line"
  case plotOther = "plot-other"
  case plotMark = "plot-mark"
  case plotAxis = "plot-axis"
  case bar
  case point
  case exact
  case key
  case keyHint = "key-hint"
  case disabled
  case field
  case cursor
  case match
  case popup
  case popupBorder = "popup-border"

  /// How a role is looked at, which decides how much contrast it needs.
  public enum Kind: Sendable {
    /// Read letter by letter.
    case text
    /// Seen as a shape.
    case shape
    /// Meant to recede.
    case faint
  }

  /// How it is looked at, and what it paints, in one line.
  public var declaration: (kind: Kind, paints: String) {
    switch self {
    case .text: (.text, "ordinary text")
    case .dim: (.text, "notes, units, values that are not known yet")
    case .heading: (.text, "column headings and names of groups")
    case .title: (.text, "a panel's number and name")
    case .titleFocus: (.text, "number and name of the panel with the focus")
    case .border: (.faint, "a panel's border")
    case .borderFocus: (.shape, "border of the panel with the focus")
    case .selection: (.text, "the selected line of the panel with the focus")
    case .selectionIdle: (.text, "the selected line of every other panel")
    case .accent: (.text, "the one thing to look at")
    case .knob: (.text, "a knob's value")
    case .running: (.text, "a run in progress")
    case .good: (.text, "a result that meets its goal")
    case .warning: (.text, "something to look into")
    case .error: (.text, "something that failed")
    case .plotLine: (.shape, "a plot's first series, and sparklines")
    case .plotOther: (.shape, "a plot's second series")
    case .plotMark: (.text, "the current step in a plot")
    case .plotAxis: (.text, "a plot's axes and their labels")
    case .bar: (.shape, "a row of bars")
    case .point: (.shape, "a sample in a scatter plot")
    case .exact: (.text, "what is exactly true, beside what was sampled")
    case .key: (.text, "a key in the footer and in help")
    case .keyHint: (.text, "what that key does")
    case .disabled: (.faint, "a command that cannot be used now")
    case .field: (.text, "text being typed")
    case .cursor: (.text, "the place where the next letter goes")
    case .match: (.text, "letters that match what was typed")
    case .popup: (.text, "text of a box above the panels, and its ground")
    case .popupBorder: (.shape, "border of a box above the panels")
    }
  }
}
