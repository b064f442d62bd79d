import ArgumentParser
import Glibc

// A reader that goes away (`quickstep list | head -1`) is reported by the write that failed.
signal(SIGPIPE, SIG_IGN)
// So is a file that grows beyond what `ulimit -f` allows.
signal(SIGXFSZ, SIG_IGN)
occupyClosedStandardStreams()

do {
  var command = try QuickstepCommand.parsed(Array(CommandLine.arguments.dropFirst()))
  try command.run()
} catch {
  exit(Exit.report(error))
}
