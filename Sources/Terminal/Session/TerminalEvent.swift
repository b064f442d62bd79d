import Screen
import Workbench

/// What happened at the terminal.
public enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case paste(Paste)
  case mouse(Mouse)
  /// Whether the window has the focus now.
  case focused(Bool)
  /// The terminal has this size now and shows nothing useful until the next frame.
  case resized(Size)
  /// The terminal turned out to be able to do this.
  case capabilitiesChanged(Capabilities)
  /// Another thread called `Waker.wake`.
  case woken
  /// Somebody wants the program to end: the signal's number.
  case terminate(signal: Int32)
  /// The terminal is gone.
  case hungUp
}
