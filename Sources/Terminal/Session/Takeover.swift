import CTermGuard
import Glibc

/// Makes the terminal ours and the shell's again, also when the program crashes or exits.
struct Takeover {
  private let input: Int32
  private let taking: [UInt8]
  private let giving: [UInt8]
  /// What ncurses writes at the end.
  private let ending: [UInt8]
  private var features: Set<TerminalFeature>

  /// - Parameters:
  ///   - input: the terminal whose modes change.
  ///   - output: the same terminal, where a crash writes.
  ///   - features: what is used from the start.
  init(
    input: Int32, output: Int32, screen: CursesScreen, features: Set<TerminalFeature>
  ) throws(TerminalError) {
    self.input = input
    self.features = features
    // Without mode 1007 a wheel never arrives as arrow keys. Terminals that cannot save and restore
    // a mode have it set from the start.
    taking =
      Array("\u{1B}[?2004h\u{1B}[?1007s\u{1B}[?1007l".utf8) + (screen.terminfo("smkx") ?? [])
    giving =
      Array("\u{1B}[?2004l\u{1B}[?1007h\u{1B}[?1007r".utf8) + (screen.terminfo("rmkx") ?? [])
    ending = ["sgr0", "op", "rmcup", "cnorm"].flatMap { screen.terminfo($0) ?? [] }
    guard ctg_crash_catch(output) == 0 else { throw .systemCall("sigaction", code: errno) }
    prepareForCrash()
  }

  /// - Returns: what to write before the first frame.
  func begin() throws(TerminalError) -> [UInt8] {
    guard ctg_modes_enter(input) == 0 else { throw .systemCall("tcsetattr", code: errno) }
    ctg_crash_arm(1)
    return taking
  }

  /// What to write after the first frame: a terminal keeps the keyboard's mode for each screen.
  var switchingOn: [UInt8] { features.switches.on }

  /// - Returns: what switches off what is no longer used, and on what is from now on.
  mutating func use(
    _ features: Set<TerminalFeature>, insteadOf before: Set<TerminalFeature>
  ) -> [UInt8] {
    self.features = features
    prepareForCrash()
    return before.subtracting(features).switches.off + features.subtracting(before).switches.on
  }

  /// What to write before `end`, and before ncurses's own farewell.
  var farewell: [UInt8] { features.switches.off + giving }

  func end() {
    ctg_crash_arm(0)
    ctg_modes_leave()
  }

  func close() { ctg_crash_release() }

  private func prepareForCrash() {
    // The end of a picture that may have begun, then all that ncurses would write.
    let restore = Array("\u{1B}\\\u{1B}[?2026l".utf8) + farewell + ending
    restore.withUnsafeBytes {
      ctg_crash_restore($0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
  }
}
