/// Why a name, a knob or a value that somebody wrote cannot be used.
public enum DeclarationError: Error, Hashable, Sendable {
  case unknownName(String, kind: String, known: [String])
  case unknownKnob(String, of: String, known: [String])
  case badSetting(String, of: String)
  case badValue(knob: String, text: String, range: String)
  case repeatedKnob(String, of: String)
  /// The lower of two ordered knobs is above the upper one.
  case crossed(KnobOrder, of: String, lower: KnobValue, upper: KnobValue)
  /// A name of another program that nothing here stands for.
  case untranslatable(String, reason: String)
  /// The word `checkpoint` where there is no model to ask.
  case needsCheckpoint(kind: String)
}
