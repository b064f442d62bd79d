import Experiments
import Glibc
import History

/// Fills a history in a new folder, and measures what its list takes: open, filter, the first rows.
/// - Parameter count: how many runs there are.
func historyRuns(_ count: Int) throws {
  var template = Array("/tmp/quickstep-runs-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { fatalError("no folder for a history") }
  let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let path = "\(folder)/history.sqlite"
  defer {
    for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    rmdir(folder)
  }
  line("figure", "value", "unit", "bar", "note")
  let filling = try seconds {
    let store = try HistoryStore(path)
    for start in stride(from: 0, to: count, by: 1000) {
      try store.add((start..<min(count, start + 1000)).map(run))
    }
  }
  line("history, \(count) runs kept", "\(fixed(filling, decimals: 1))", "s", "", "")
  for filter in [
    "", "error<1e-3", "error<1e-3 steps<=8 solver~unipc", "seed=777", "ring-8", "ring-8 steps<=8",
  ] {
    var found = 0
    let times = try (0..<9).map { _ in
      try seconds {
        let store = try HistoryStore(path)
        let runs = try store.find(HistoryFilter(filter))
        _ = try store.rows(runs.prefix(60))
        found = runs.count
      }
    }.sorted()
    line(
      "open, filter \"\(filter)\"", "\(fixed(times[4] * 1000, decimals: 1))", "ms", "50",
      "\(found) runs")
  }
}

private func seconds(_ body: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
  let began = now()
  try body()
  return now() - began
}

/// A run as a sweep over solvers and steps would leave it.
private func run(_ number: Int) -> RunEntry {
  let solver = ["euler", "heun", "dpm++2m", "unipc", "deis", "ipndm"][number % 6]
  let steps = 4 + number % 17
  let names = ["step", "sigma", "nfe", "rms", "change", "straightness", "order", "error", "ms"]
  var records = (0...steps).flatMap { step in names.indices.map { Double(step * 9 + $0) } }
  records[records.count - 2] = Double(number * 7919 % 100_000) * 1e-7
  let texts = [
    ("model", "ring-8"), ("solver", solver), ("solver.variant", "bh2"), ("grid", "karras"),
    ("schedule", "edm"), ("guidance", "none"), ("clip", "none"), ("class", "any"),
  ]
  let numbers = [
    ("steps", Double(steps)), ("batch", 64), ("seed", Double(number)), ("solver.order", 3),
    ("grid.rho", 7), ("schedule.min", 0.002), ("schedule.max", 80),
  ]
  var entry = RunEntry(
    identity: RunIdentity(at: 1.7e9 + Double(number)), made: 1.7e9 + Double(number),
    family: "sample",
    line: "quickstep:1 --model ring-8 --seed \(number) --solver \(solver) --steps \(steps)",
    end: .finished, spent: steps, unit: "NFE", seconds: 0.05,
    facts: texts.map { RunFact($0, .text($1)) } + numbers.map { RunFact($0, .number($1)) },
    records: KeptRecords(
      names: names, units: names.map { $0 == "ms" ? "ms" : "" }, values: records),
    scores: ["sliced-w2", "mmd", "out-of-support"].map { name in
      KeptScore(
        name: name, unit: "", value: Estimate(mean: Double(number % 997) * 1e-3, spread: 0.01),
        floor: Estimate(mean: 0.1, spread: 0.01))
    })
  entry.thumbnail = [UInt8](repeating: 7, count: 3000)
  return entry
}
