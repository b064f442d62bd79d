import Experiments
import Files
import Glibc
import Quickstep
import Runs
import Tensors
import Testing

@Suite struct SearchRunTests {
  private let family = SearchFamily(ModelLibrary())
  private var families: Families { Families([SamplingFamily(ModelLibrary()), family]) }

  private func run(_ plan: SearchPlan) throws -> (run: SearchRun, records: [RunRecord]) {
    var run = try family.begin(plan, with: Equipment(Kernels(pool: ThreadPool(threads: 1))))
    var records: [RunRecord] = []
    while let record = try run.next() { records.append(record) }
    return (run, records)
  }

  private func plan(_ method: String) throws -> SearchPlan {
    var plan = SearchPlan()
    for (word, text) in ["model": "ring-8", "batch": "16", "steps": "4", "method": method] {
      try plan.set(word, text)
    }
    return plan
  }

  private func value(_ name: String, _ record: RunRecord, _ outline: RunOutline) -> Double? {
    outline.index(of: name).flatMap { record.values[$0] }
  }

  @Test func bestErrorsNeverRiseAndFreshNoisesCome() throws {
    let (run, records) = try run(plan("coordinate:least=0.2"))
    let errors = records.compactMap { value("error", $0, run.outline) }
    #expect(errors == errors.sorted(by: >) && errors.count > 10)
    #expect(value("fresh", records.last!, run.outline) != nil)
    // The exact path is not counted, a run of many steps would be.
    #expect(records[1].spent == 0 && records[2].spent == 4)
    let finding = try #require(run.finding())
    let sentence = try #require(finding.sentence)
    #expect(families[sentence].name == "sample" && finding.text.contains("on fresh noises"))
    #expect(run.products().first?.shape == [5])
  }

  /// The budget ends a search after the run that spends it.
  @Test func theBudgetIsKept() throws {
    var plan = try plan("evolution")
    plan.budget = 200
    let (run, records) = try run(plan)
    #expect(records.last!.spent <= 200 + 3 * 4)
    #expect(run.finding() != nil)
  }

  @Test func thePresetSaysWhatWasFound() throws {
    let path = "/tmp/quickstep-found-\(getpid()).toml"
    defer { unlink(path) }
    var plan = try plan("gits:fine=20")
    plan.output = path
    var (run, _) = try run(plan)
    #expect(try run.save(.step) == nil)
    #expect(try run.save(.end) == .preset(path))
    let read = try SentenceFile.read(path, on: families.all[0].standard, among: families)
    #expect(read == run.finding()?.sentence)
  }

  @Test func theFewestAreToldByName() throws {
    var plan = try plan("fewest")
    (plan.solvers, plan.grids, plan.tolerance) = ("heun,unipc:order=3", "karras,ays", 30)
    let (run, records) = try run(plan)
    let finding = try #require(run.finding())
    #expect(finding.rows.count == 4 && finding.columns.count == finding.rows[0].count)
    let last = records.last!
    let index = try #require(run.outline.index(of: "solver"))
    let name = run.outline.statistics[index].statistic.text(last.values[index])
    #expect(finding.rows[0][0] == .text(name))
  }

  /// A schedule is told step by step, beside the plans that are there without it.
  @Test func schedulesAreToldStepByStep() throws {
    let (run, records) = try run(plan("s3:stages=1,trials=20"))
    let last = records.last!
    let tau = try #require(value("tau", last, run.outline))
    #expect((-1...1).contains(tau) && value("fresh", last, run.outline) != nil)
    let finding = try #require(run.finding())
    #expect(finding.columns == ["schedule", "error, %"] && finding.text.contains("fresh noises"))
    #expect(run.outline.previews.map(\.name) == ["error", "steps", "levels", "population"])
    #expect(run.previews(most: 8).allSatisfy { $0 != nil })
    let errors = records.compactMap { value("error", $0, run.outline) }
    #expect(errors == errors.sorted(by: >))
  }

  @Test func whatCannotBeSearchedSaysWhy() throws {
    let card = try #require(family.cards.first { $0.name == "ring-8" })
    for (method, solver, part) in [
      ("boss:fine=3", "euler", "chosen from 3 levels"), ("gits", "ddpm", "draws fresh noise"),
    ] {
      var plan = try plan(method)
      plan.plan.solver = Choice(solver)
      let problem = try #require(family.forecast(plan, card).problem)
      #expect(problem.role == .solver && problem.text.contains(part))
    }
    var long = try plan("s3")
    long.plan.steps = 21
    #expect(family.forecast(long, card).problem?.text.contains("20 at most") == true)
    var plan = try plan("fewest")
    plan.grids = "karras,nothing"
    #expect(family.forecast(plan, card).problem?.text.contains("no grid \"nothing\"") == true)
  }

  /// A search that was ended and is asked for again tells what one that was not would have told, bit
  /// for bit, and runs nothing twice.
  @Test(
    arguments: [
      ("ring-8", "coordinate:least=0.2"), ("ring-8", "evolution"), ("ring-8", "ld3:patience=2"),
      ("ring-8", "s4s:teacher=16,patience=2"), ("ring-8", "s3:stages=1,trials=20"),
      ("ring-8", "fewest"), ("ring-flow", "ld3:patience=2"),
    ]) func whatWasEndedGoesOn(_ model: String, _ method: String) throws
  {
    let data = "/tmp/quickstep-searches-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let folder = "\(data)/quickstep/searches"
    let kept = SearchFamily(ModelLibrary(data: data))
    let equipment = Equipment(Kernels(pool: ThreadPool(threads: 1)))
    defer { for path in [folder, "\(data)/quickstep", data] { rmdir(path) } }
    var plan = try plan(method)
    try plan.set("model", model)
    (plan.solvers, plan.grids, plan.tolerance) =
      method == "fewest" ? ("heun,unipc", "karras,ays", 30) : (Rivals.all, Rivals.all, 5)
    plan.budget = 400
    let (whole, records) = try run(plan)
    func lines() throws -> [String] {
      // Nothing was run yet where there is no folder.
      guard isFolder(folder) else { return [] }
      return try FolderNames.read(folder, limit: 9).flatMap { name in
        String(decoding: try ByteSource(contentsOf: "\(folder)/\(name)").bytes, as: UTF8.self)
          .split(separator: "\n").map(String.init)
      }
    }
    // Ended three times, each time later.
    var known: [Substring] = []
    for end in [records.count / 3, 2 * records.count / 3, records.count - 2] {
      var run = try kept.begin(plan, with: equipment)
      for _ in 0..<end {
        _ = try run.next()
        _ = try run.save(.step)
      }
      _ = try run.save(.end)
      let runs = try lines().map { line in
        line[..<(line.firstRange(of: "\", \"evaluations")?.lowerBound ?? line.endIndex)]
      }
      // Of a search that is done nothing is kept.
      #expect(runs.isEmpty || runs.starts(with: known))
      #expect(Set(known).isDisjoint(with: runs.dropFirst(known.count)))
      #expect(
        run.finding().map { $0.text.hasSuffix("goes on from there.") != runs.isEmpty } ?? true)
      #expect(try kept.notes(plan).isEmpty == (runs.count < 2))
      known = runs
    }
    var run = try kept.begin(plan, with: equipment)
    var resumed: [RunRecord] = []
    while let record = try run.next() {
      resumed.append(record)
      _ = try run.save(.step)
    }
    _ = try run.save(.end)
    func bits(_ records: [RunRecord]) -> [[UInt64?]] {
      records.map { [UInt64($0.spent)] + $0.values.map { $0?.bitPattern } }
    }
    #expect(bits(resumed) == bits(records))
    let (found, expected) = try (#require(run.finding()), #require(whole.finding()))
    #expect(found.text == expected.text && found.rows == expected.rows)
    #expect(found.sentence == expected.sentence)
    #expect(try lines().isEmpty && kept.notes(plan).isEmpty)
  }

  @Test(arguments: ["nonsense", "{}", #"{"search": "other", "version": 1, "fingerprint": ""}"#])
  func aDamagedJournalIsNamed(_ line: String) throws {
    let data = "/tmp/quickstep-damaged-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let folder = "\(data)/quickstep/searches"
    let kept = SearchFamily(ModelLibrary(data: data))
    let equipment = Equipment(Kernels(pool: ThreadPool(threads: 1)))
    let plan = try plan("evolution")
    var run = try kept.begin(plan, with: equipment)
    for _ in 0..<20 {
      _ = try run.next()
      _ = try run.save(.step)
    }
    let path = "\(folder)/\(try FolderNames.read(folder, limit: 1)[0])"
    defer {
      unlink(path)
      for path in [folder, "\(data)/quickstep", data] { rmdir(path) }
    }
    let whole = String(decoding: try ByteSource(contentsOf: path).bytes, as: UTF8.self)
    // A line that was cut short is none, and the next stands in its place.
    try AtomicFile.write(whole + "{\"run\": \"qui", to: path)
    run = try kept.begin(plan, with: equipment)
    for _ in 0..<30 {
      _ = try run.next()
      _ = try run.save(.step)
    }
    _ = try kept.begin(plan, with: equipment)
    try AtomicFile.write("\(line)\n\(whole)", to: path)
    let error = #expect(throws: FileError.self) { try kept.begin(plan, with: equipment) }
    #expect(error.map { "\($0)" }?.hasPrefix("\(path): line 1: ") == true)
  }
}
