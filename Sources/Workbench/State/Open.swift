import Experiments

/// What lies above the panels or takes the keys; one at a time.
public enum Open: Equatable, Sendable {
  /// A value being typed in its row.
  case edit(Place, TextInput)
  /// Narrows the list of the focused panel.
  case filter(TextInput)
  case palette(Palette)
  case browser(Browser)
  case chooser(Chooser)
  case presets(PresetList)
  case saving(Saving)
  /// The values of an axis being typed or picked.
  case axis(AxisDraft)
  /// The marked runs; the one that the keys are for.
  case marks(Int)
  case writing(Writing)
  case line(SharedLine)
  /// A tag for runs being typed.
  case tag(TagDraft)
  /// Lines scrolled; -1 and below count from the end.
  case help(Int)
  /// Everything about the step shown; lines scrolled likewise.
  case details(Int)
}

/// A list of what a place can be.
public struct Chooser: Equatable, Sendable {
  public let place: Place
  public let all: [ChoiceOption]
  public internal(set) var filter = TextInput()
  /// Among those that match.
  public internal(set) var selected: Int

  init(_ place: Place, _ options: [ChoiceOption], present: String) {
    self.place = place
    all = options
    selected = options.firstIndex { $0.value == present } ?? 0
  }

  /// The options that match what was typed.
  public var options: [ChoiceOption] {
    matching(all, filter.text) { "\($0.value) \($0.title)" }
  }
}

/// Commands and settings by name.
public struct Palette: Equatable, Sendable {
  public internal(set) var input: TextInput
  /// Among the entries offered.
  public internal(set) var selected = 0

  static let limit = 8192

  init(_ text: String = "") { input = TextInput(text, limit: Self.limit) }
}
