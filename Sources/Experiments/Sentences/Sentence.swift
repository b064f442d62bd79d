/// A plan with every word at its setting: what panels, undo, run lines, presets, sweeps and the
/// history hold.
public struct Sentence: Hashable, Sendable {
  /// The family's name.
  public let family: String
  public private(set) var settings: [String: Setting]

  public init(family: String, settings: [String: Setting]) {
    self.family = family
    self.settings = settings
  }

  /// What a word is set to.
  public subscript(key: String) -> Setting? {
    get { settings[key] }
    set { settings[key] = newValue }
  }

  /// The component that a word is set to.
  public func choice(_ key: String) -> Choice? { settings[key]?.choice }
}
