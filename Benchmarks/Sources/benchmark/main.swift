let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "fuzz" where words.dropFirst().first == "plans":
  guard let fuzz = PlanFuzz(words.dropFirst(2)) else {
    fatalError("usage: benchmark fuzz plans [CASES [SEED [FIRST]]]")
  }
  fuzz.run()
case "fuzz" where words.dropFirst().first == "keys":
  guard let fuzz = KeyFuzz(words.dropFirst(2)) else {
    fatalError("usage: benchmark fuzz keys [KEYS [SEED]]")
  }
  fuzz.run()
case "fuzz":
  guard let fuzz = SafetensorsFuzz(words.dropFirst()) else {
    fatalError("usage: benchmark fuzz [CASES [SEED]]")
  }
  fuzz.run()
case "networks":
  guard words.count == 3, let threads = Int(words[1]) else {
    fatalError("usage: benchmark networks THREADS FOLDER")
  }
  try PeerWorker(threads: threads, folder: words[2]).serve()
case "loading":
  guard words.count == 3, let threads = Int(words[1]) else {
    fatalError("usage: benchmark loading THREADS FOLDER")
  }
  try loading(words[2], threads: threads)
case "acceptance":
  guard try Acceptance().run(Array(words.dropFirst())) else {
    let names = Acceptance.parts.map(\.name).joined(separator: " ")
    fatalError("usage: benchmark acceptance [PART...], of \(names)")
  }
case "solvers":
  guard words.count == 4, let batch = Int(words[1]), let width = Int(words[2]),
    let budget = Double(words[3])
  else { fatalError("usage: benchmark solvers BATCH WIDTH SECONDS") }
  try solverSteps(batch: batch, width: width, seconds: budget)
case "history":
  guard let count = Int(words.dropFirst().first ?? "100000"), count > 0 else {
    fatalError("usage: benchmark history [RUNS]")
  }
  try historyRuns(count)
case "updates":
  for rate in UpdateRate.measured() {
    print(
      "{\"update\": \"\(rate.name)\", \"share\": \(rate.share), "
        + "\"bandwidth\": \(rate.bandwidth)}")
  }
case "walk":
  guard words.count == 3, let budget = Double(words[2]) else {
    fatalError("usage: benchmark walk FOLDER SECONDS")
  }
  try wholeWalk(words[1], seconds: budget)
default:
  line("figure", "value", "unit", "bar", "note")
  let limits = MachineLimits()
  limits.print()
  solverUpdate()
  dataSetDenoiser(against: limits)
  try screenCost()
}
