/// What time is asked for.
public enum Alarm: Hashable, Sendable {
  /// A message goes, by its number.
  case message(Int)
  /// The sentence has rested since a change, by its number.
  case change(Int)
  /// The tour goes on, by the number of the alarm.
  case demo(Int)
}
