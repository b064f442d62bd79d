import Experiments

/// One of the runs of a comparison, as far as it has come.
struct ComparedRun {
  /// `A` for the first.
  let letter: String
  /// Its run line.
  let line: String
  /// The letter and what it says otherwise than the others.
  let title: String
  private(set) var run: any Experiment
  /// The newest record.
  private(set) var record: RunRecord?
  /// Records so far.
  private(set) var told = 0
  private(set) var isAtEnd = false

  init(letter: String, line: String, title: String, _ run: any Experiment) {
    self.letter = letter
    self.line = line
    self.title = title
    self.run = run
  }

  var outline: RunOutline { run.outline }
  var step: Int { record?.step ?? -1 }

  /// Takes the next step; at its end it waits there.
  /// - Throws: `CompareError.failed`.
  mutating func advance() throws(CompareError) {
    guard !isAtEnd else { return }
    try attempt { run in
      guard let next = try run.run.next() else { return run.isAtEnd = true }
      run.record = next
      run.told += 1
    }
  }

  mutating func save(_ occasion: SaveOccasion) throws(CompareError) -> Saved? {
    try attempt { try $0.run.save(occasion) }
  }

  /// What goes wrong is told with the run that it went wrong in.
  private mutating func attempt<Result>(
    _ body: (inout Self) throws -> Result
  ) throws(CompareError) -> Result {
    do { return try body(&self) } catch { throw .failed(letter, line: line, reason: "\(error)") }
  }

  /// The letter of a run, counted from 0.
  static func letter(_ index: Int) -> String {
    String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index)))
  }
}
