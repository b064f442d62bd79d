import CTermGuard
import Glibc

/// Makes the terminal ours and the shell's again, also when the program crashes or exits.
struct Takeover {
  private let input: Int32
  private let taking: [UInt8]
  private let giving: [UInt8]

  /// - Parameters:
  ///   - input: the terminal whose modes change.
  ///   - output: the same terminal, where a crash writes.
  init(input: Int32, output: Int32, screen: CursesScreen) throws(TerminalError) {
    self.input = input
    // Without mode 1007 a wheel never arrives as arrow keys. Terminals that cannot save and restore
    // a mode have it set from the start.
    taking =
      Array("\u{1B}[?2004h\u{1B}[?1007s\u{1B}[?1007l".utf8) + (screen.terminfo("smkx") ?? [])
    giving =
      Array("\u{1B}[?2004l\u{1B}[?1007h\u{1B}[?1007r".utf8) + (screen.terminfo("rmkx") ?? [])
    // The end of a picture that may have begun, then all that ncurses would write.
    var restore = Array("\u{1B}\\\u{1B}[?2026l".utf8) + giving
    for name in ["sgr0", "op", "rmcup", "cnorm"] { restore += screen.terminfo(name) ?? [] }
    let caught = restore.withUnsafeBytes {
      ctg_crash_catch(output, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    guard caught == 0 else { throw .systemCall("sigaction", code: errno) }
  }

  /// - Returns: what to write before the first frame.
  func begin() throws(TerminalError) -> [UInt8] {
    guard ctg_modes_enter(input) == 0 else { throw .systemCall("tcsetattr", code: errno) }
    ctg_crash_arm(1)
    return taking
  }

  /// What to write before `end`, and before ncurses's own farewell.
  var farewell: [UInt8] { giving }

  func end() {
    ctg_crash_arm(0)
    ctg_modes_leave()
  }

  func close() { ctg_crash_release() }
}
