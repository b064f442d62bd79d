/// A plan with every word at its setting, and where its first steps come from: what panels, undo, run
/// lines, presets, sweeps and the history hold.
public struct Sentence: Hashable, Sendable {
  /// The family's name.
  public let family: String
  public private(set) var settings: [String: Setting]
  /// What takes its first steps; `nil` where it takes them itself.
  public var origin: Origin?

  public init(family: String, settings: [String: Setting], origin: Origin? = nil) {
    self.family = family
    self.settings = settings
    self.origin = origin
  }

  /// What a word is set to.
  public subscript(key: String) -> Setting? {
    get { settings[key] }
    set { settings[key] = newValue }
  }

  /// The component that a word is set to.
  public func choice(_ key: String) -> Choice? { settings[key]?.choice }
}
