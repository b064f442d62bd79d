import CSQLite
import Experiments
import Files
import Glibc
import Testing

@testable import History

/// The history on a disk: what is added is found, changed, and brought back.
@Suite struct StoreTests {
  @Test func findsAndOrdersWhatWasAdded() throws {
    let store = try HistoryStore(temporaryPath())
    try store.add(entries)
    #expect(try found(store, "") == [3, 2, 1])
    #expect(try found(store, "error<0.01") == [2, 1])
    #expect(try found(store, "solver:unipc") == [3, 1])
    #expect(try found(store, "status:failed") == [3])
    #expect(try found(store, "sweep=s1 steps>=8") == [3, 2])
    #expect(try found(store, "heun") == [2])
    #expect(try found(store, "HEUN error<1") == [2])
    #expect(try found(store, "", "error") == [1, 2, 3])
    #expect(try found(store, "", "-sliced-w2") == [3, 2, 1])
    #expect(try found(store, "", "solver") == [2, 3, 1])
  }

  @Test func givesBackEverything() throws {
    let store = try HistoryStore(temporaryPath())
    try store.add(entries)
    let row = try #require(try store.rows([3]).first)
    let entry = entries[2]
    #expect(row.identity == entry.identity)
    #expect(row.made == entry.made)
    #expect(row.line == entry.line)
    #expect(row.end == .failed("it went wrong"))
    #expect(row.scores == entry.scores)
    #expect(row.cell == RunEntry.Cell(sweep: "s1", index: 2))
    #expect(
      row.numbers == [
        "steps": 12, "sliced-w2": entry.scores[0].value.mean, "step": 12, "error": 0.5,
        "seconds": 0, "spent": 12,
      ])
    let detail = try #require(try store.detail(of: 3))
    #expect(detail.records == entry.records)
    #expect(detail.thumbnail == [1, 2, 3])
    #expect(try store.number(named: "2") == 2)
    #expect(try store.number(named: entry.identity.text) == 3)
    #expect(throws: HistoryError.unknownRun("99")) { try store.number(named: "99") }
  }

  @Test func replacesTheSameRunAndTheSameCell() throws {
    let store = try HistoryStore(temporaryPath())
    try store.add(entries)
    try store.tag([1], "keep")
    var again = entries[0]
    again.end = .stopped
    try store.add([again])
    #expect(try store.rows([1]).first?.end == .stopped)
    #expect(try found(store, "tag:keep status:stopped") == [1])
    let other = entry(4, "heun", steps: 12, error: 0.1, cell: 2)
    try store.add([other])
    let present = try store.rows(found(store, "")).map(\.identity)
    #expect(present == [other, entries[1], entries[0]].map(\.identity))
  }

  @Test func tagsDeletesAndRestores() throws {
    let store = try HistoryStore(temporaryPath())
    try store.add(entries)
    #expect(try store.tag([1, 2], "keep") == [1, 2])
    #expect(try store.tag([2, 3], "keep") == [3])
    #expect(try found(store, "tag:keep") == [3, 2, 1])
    #expect(try store.untag([1, 2], "keep") == [1, 2])
    #expect(try found(store, "tag:keep") == [3])
    #expect(try store.delete([2, 3], at: 5) == [2, 3])
    #expect(try store.delete([2], at: 6) == [])
    #expect(try found(store, "") == [1])
    #expect(try store.find(HistoryFilter(), .newest, .deleted) == [3, 2])
    #expect(try store.restore([3]) == [3])
    #expect(try found(store, "tag:keep") == [3])
    #expect(try store.count() == 2)
  }

  @Test func seesWhatAnotherInstanceWrites() throws {
    let path = try temporaryPath()
    let (one, other) = (try HistoryStore(path), try HistoryStore(path))
    try one.add([entries[0]])
    try other.add([entries[1]])
    try one.add([entries[2]])
    for store in [one, other] {
      #expect(try found(store, "") == [3, 2, 1])
      #expect(try found(store, "solver:unipc") == [3, 1])
    }
  }

  @Test func remembersSettingsAndTellsOfKilledSessions() throws {
    let path = try temporaryPath()
    let store = try HistoryStore(path)
    try store.set(["theme": "light", "focus": "3"])
    try store.set(["focus": "9"])
    #expect(try store.setting("theme") == "light")
    #expect(try store.setting("focus") == "9")
    #expect(try store.setting("plan") == nil)
    let session = try store.beginSession()
    try store.note(session, line: "a line")
    // This process goes on.
    #expect(try store.takeKilledSessions() == [])
    try store.database.run("UPDATE session SET began = '1'")
    #expect(try HistoryStore(path).takeKilledSessions().map(\.line) == ["a line"])
    #expect(try store.takeKilledSessions() == [])
  }

  private func found(
    _ store: HistoryStore, _ filter: String, _ order: String? = nil
  ) throws -> [Int64] {
    try store.find(HistoryFilter(filter), order.map { HistoryOrder($0) } ?? .newest)
  }
}

/// Files that are older, newer or no history at all.
@Suite struct HistoryFileTests {
  @Test(arguments: 1..<Schema.version)
  func migratesFilesOfEveryVersion(_ version: Int) throws {
    let path = try temporaryPath()
    do {
      let old = try Database(path, patience: 100)
      try Schema.migrate(old, through: version)
      try old.run(
        """
        INSERT INTO run VALUES (7, 'abc', 1.5, 'sample', 'quickstep:1 --model moons', 'finished', '',
          8, 'NFE', 0.5, '', NULL, NULL, NULL)
        """)
      try old.run("INSERT INTO fact VALUES (7, 0, ?, ?)", .blob([]), .blob([]))
    }
    let store = try HistoryStore(path)
    #expect(
      try store.database.rows("PRAGMA user_version") { $0.integer(0) } == [Int64(Schema.version)])
    #expect(try store.rows([7]).map(\.line) == ["quickstep:1 --model moons"])
    try store.add(entries)
    #expect(try store.find(HistoryFilter("moons")) == [7])
  }

  @Test func leavesFilesOfNewerVersionsAlone() throws {
    let path = try temporaryPath()
    try HistoryStore(path).database.run("PRAGMA user_version = 99")
    let before = try ByteSource(contentsOf: path).bytes
    let error = #expect(throws: HistoryError.self) { try HistoryStore(path) }
    #expect(error == .newer(path, version: 99, known: Schema.version))
    #expect(try ByteSource(contentsOf: path).bytes == before)
  }

  @Test func refusesWhatIsNoFile() throws {
    let folder = try temporaryPath()
    mkdir(folder, 0o755)
    let pipe = try temporaryPath()
    mkfifo(pipe, 0o600)
    let zeros = try temporaryPath()
    symlink("/dev/zero", zeros)
    for (path, kind) in [(folder, FileKind.folder), (pipe, .pipe), (zeros, .device)] {
      #expect(throws: HistoryError.place(FileError(path: path, problem: .notAFile(kind)))) {
        try HistoryStore(path)
      }
    }
    #expect(throws: HistoryError.self) { try HistoryStore("/dev/null/quickstep/history.sqlite") }
    #expect(throws: HistoryError.nowhere) { try HistoryStore.path(in: nil) }
  }

  @Test func refusesDamagedFiles() throws {
    let path = try temporaryPath()
    try AtomicFile.write([UInt8](repeating: 0x41, count: 20_000), to: path)
    #expect(throws: HistoryError.noDatabase(path)) { try HistoryStore(path) }
    let broken = try temporaryPath()
    do { try HistoryStore(broken).add(entries) }
    var bytes = try ByteSource(contentsOf: broken).bytes
    for place in 100..<bytes.count { bytes[place] = UInt8(truncatingIfNeeded: place &* 31) }
    try AtomicFile.write(bytes, to: broken)
    #expect(throws: HistoryError.self) { try HistoryStore(broken).add(entries) }
  }

  @Test func survivesFilesCutAnywhere() throws {
    let path = try temporaryPath()
    do { try HistoryStore(path).add(entries) }
    let bytes = try ByteSource(contentsOf: path).bytes
    for end in stride(from: 0, to: bytes.count, by: 4001) {
      let cut = try temporaryPath()
      try AtomicFile.write(Array(bytes[..<end]), to: cut)
      do {
        let store = try HistoryStore(cut)
        _ = try store.find(HistoryFilter("error<1"), declared: ["error"])
        _ = try store.rows([1, 2, 3])
      } catch let error as HistoryError {
        #expect("\(error)".hasPrefix("/"))
      }
    }
  }

  @Test func saysThatAnotherHasItLocked() throws {
    let path = try temporaryPath()
    let one = try HistoryStore(path)
    try one.database.run("BEGIN IMMEDIATE")
    let other = try HistoryStore(path, patience: 20)
    #expect(throws: HistoryError.locked(path)) { try other.add(entries) }
    try one.database.run("ROLLBACK")
    try other.add(entries)
    #expect(try one.count() == 3)
  }
}

/// Three runs, two of which are cells of a sweep.
private let entries = [
  entry(1, "unipc", steps: 4, error: 0.001), entry(2, "heun", steps: 8, error: 0.002, cell: 1),
  entry(3, "unipc", steps: 12, error: 0.5, cell: 2, end: .failed("it went wrong")),
]

private func entry(
  _ number: Int, _ solver: String, steps: Int, error: Double, cell: Int? = nil,
  end: RunEntry.End = .finished
) -> RunEntry {
  var entry = RunEntry(
    identity: RunIdentity(at: Double(number)), made: Double(number), family: "sample",
    line: "quickstep:1 --solver \(solver) --steps \(steps)", end: end, spent: steps, unit: "NFE",
    seconds: 0,
    facts: [RunFact("solver", .text(solver)), RunFact("steps", .number(Double(steps)))],
    records: KeptRecords(
      names: ["step", "error"], units: ["", ""], values: [0, 0, Double(steps), error]),
    scores: [
      KeptScore(
        name: "sliced-w2", unit: "", value: Estimate(mean: 0.1 * Double(number), spread: 0.01),
        floor: Estimate(mean: 0.05, spread: 0.01))
    ])
  entry.thumbnail = [1, 2, 3]
  entry.cell = cell.map { RunEntry.Cell(sweep: "s1", index: $0) }
  return entry
}

/// Of a file that is not there, in a folder that is.
private func temporaryPath() throws -> String {
  var template = Array("/tmp/quickstep-history-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw HistoryError.nowhere }
  let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return folder + "/history.sqlite"
}
