/// A signal ended a run after it had saved what it made.
struct InterruptedRun: Error {
  let signal: Int32
  let step: Int
}
