/// A part of the screen that a mouse can point at.
public enum Pointer: Hashable, Sendable {
  case panel(Panel)
  /// A line of a settings panel.
  case row(Panel, Row)
  /// A record of the run, by its index.
  case step(Int)
  /// What lies above the panels.
  case open
  /// One of the entries of what lies above the panels.
  case entry(Int)
}
