import ArgumentParser
import Glibc

// A reader that goes away (`quickstep list | head -1`) is reported by the write that failed.
signal(SIGPIPE, SIG_IGN)

do {
  var command = try QuickstepCommand.parseAsRoot()
  try command.run()
} catch {
  exit(Exit.report(error))
}
