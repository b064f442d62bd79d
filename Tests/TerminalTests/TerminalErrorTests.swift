import Terminal
import Testing

@Suite struct TerminalErrorTests {
  @Test func sentences() {
    let cases: [(TerminalError, String)] = [
      (
        .notATerminal(.input),
        "standard input is not a terminal; the workbench needs one, the subcommands do not"
      ),
      (
        .noTerminalType,
        "TERM is not set, so nothing is known about this terminal; try TERM=xterm-256color"
      ),
      (
        .unknownTerminalType("a\u{1B}[31mb"),
        "this machine has no description of the terminal type \"a?[31mb\" (TERM);"
          + " install ncurses-term or try TERM=xterm-256color"
      ),
      (
        .noCursorAddressing("dumb"),
        "a terminal of type \"dumb\" (TERM) cannot place its cursor;"
          + " use another terminal, or a subcommand"
      ),
      (
        .systemCall("eventfd", code: 24),
        "the terminal could not be set up: eventfd failed (Too many open files)"
      ),
    ]
    for (error, sentence) in cases { #expect("\(error)" == sentence) }
  }
}
