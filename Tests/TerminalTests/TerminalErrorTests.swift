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
          + " try TERM=xterm-256color, or install ncurses-term"
      ),
      (
        .fileLimit(1024),
        "files may have 1024 bytes here (ulimit -f), too few to put a screen together;"
          + " allow 16 MiB, or use a subcommand"
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
