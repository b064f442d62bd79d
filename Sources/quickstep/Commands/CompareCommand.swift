import ArgumentParser
import Experiments
import Files
import Runs
import Tensors

/// Runs several plans in lock-step and tells what differs.
struct CompareCommand: ParsableCommand {
  static let name = "compare"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Run plans in lock-step and tell what they differ by.",
    discussion: """
      Each RUN is a run line in quotes, the name of a preset, or of a picture written with --png. A \
      line that begins with quickstep:1 says every word; one without it is read as the subcommands \
      read theirs, "--model ring-8 --solver heun", or "walk --alpha 2" for another kind of run. \
      Runs of one seed start from the same noise. First comes what they say otherwise, A being the \
      first, B the second and so on; then every step with the level of each and its distance from A \
      (rms over the samples that both have), and the quality of each beside what true samples score. \
      A file named - is standard output.
      """)

  @Argument(
    help: ArgumentHelp("2 to 16 runs, the first of which is compared with.", valueName: "run"),
    completion: .presets)
  var runs: [String] = []
  @OptionGroup var outputs: OutputOptions

  func run() throws {
    if outputs.trajectory != nil { throw ComparedTrajectory() }
    guard outputs.files.count(where: { $0 == "-" }) < 2 else { throw StandardOutputError() }
    let families = Families.all()
    let configuration = Configuration.inForce(families)
    let threads = try configuration.threads(outputs.threads)
    if runs.count < CompareError.counts.lowerBound { throw CompareError.tooFew(runs.count) }
    if runs.count > CompareError.counts.upperBound { throw CompareError.tooMany(runs.count) }
    let sentences = try runs.enumerated().map { index, text in
      do { return try families.sentence(argument: text, configuration.defaults) } catch {
        throw RunArgumentError(index: index, text: text, reason: "\(error)")
      }
    }
    try ComparedExperiment.check(sentences, among: families)
    for path in outputs.files where path != "-" { try AtomicFile.check(path) }
    // Held back before the pool's threads begin, which inherit it.
    let family = families[sentences[0]]
    let signals = family.isSaved || family.isResumed ? HeldSignals() : nil
    let kernels = Kernels(pool: ThreadPool(threads: threads))
    let run = try ComparedExperiment(sentences, among: families, with: Equipment(kernels))
    let report = ComparisonReport(sentences, among: families, outline: run.outline)
    for note in try notes(on: sentences, families) { StandardError.write("note: \(note)\n") }
    try perform(run, report, signals)
  }

  private func perform(
    _ run: ComparedExperiment, _ report: ComparisonReport, _ signals: HeldSignals?
  ) throws {
    var report = report
    let outline = run.outline
    var progress = ProgressLine(outline)
    var last: Progress?
    var failure: (any Error)?
    let gate = RunGate(isInterrupted: { signals?.signal != nil })
    var loop = RunLoop(run, gate, for: .nobody) { event, run in
      switch event {
      case .presetSaved(let path), .fileSaved(let path, _): progress.say("saved \(path)")
      case .found(let finding): report.told.finding = (finding, nil)
      case .step(let record, _):
        report.told.records.append(record)
        let far = Progress(record, of: outline)
        progress.show(far)
        last = far
        // Of the start, where every run has made what it begins with.
        guard report.told.records.count == 1 else { return }
        do {
          try run.checkShapes()
          if !outputs.claimsStandardOutput {
            try StandardOutput.write(report.differencesText + "\n")
          }
        } catch {
          failure = error
          gate.set(.cancelled)
        }
      default: break
      }
    }
    let end: RunLoop<ComparedExperiment>.End
    do { end = try loop.perform() } catch {
      progress.finish()
      throw failure ?? error
    }
    progress.finish(last)
    if let failure { throw failure }
    if case .cancelled = end, let signal = signals?.signal {
      throw InterruptedRun(signal: signal, step: report.told.records.last?.step ?? 0)
    }
    for statistic in loop.run.late() { report.told.measure(statistic) }
    report.told.scores = try loop.run.scores()
    try write(report, loop.run)
  }

  private func write(_ report: ComparisonReport, _ run: ComparedExperiment) throws {
    var writer = OutputWriter()
    let shown = run.previews(most: .max)[run.outline.resultPreview]
    writer.write(outputs.npy) { NPYFile.encode(try run.products().stacked(), as: .float64) }
    writer.write(outputs.png) {
      guard let picture = shown?.picture() else { throw PictureError() }
      return PNGFile.encode(PixelPicture(picture), note: report.told.line)
    }
    writer.write(outputs.csv) { Array(report.table.csv.utf8) }
    writer.write(outputs.json) { Array(report.json.utf8) }
    if !outputs.claimsStandardOutput {
      let picture = report.told.finding == nil ? shown : nil
      let text = picture.map { "\n" + $0.text(columns: 76, rows: 24) } ?? ""
      writer.write("-") { Array((report.told.text + text).utf8) }
    }
    try writer.finish()
  }

  /// What there is to know of each.
  private func notes(on sentences: [Sentence], _ families: Families) throws -> [String] {
    try sentences.enumerated().flatMap { index, sentence in
      try families[sentence].notes(sentence).map { "\(Unicode.Scalar(UInt8(65 + index))): \($0)" }
    }
  }
}

extension CompareCommand {
  /// Words that are one argument, behind a blank, so that the first is not taken for a flag of the
  /// command itself.
  static func shielded(_ argument: String) -> String {
    let first = argument.prefix { !$0.isWhitespace }
    let isRun = first.hasPrefix("--") && !first.contains("=") && first.count < argument.count
    return isRun ? " " + argument : argument
  }
}

/// A run that is named on the command line cannot be read.
private struct RunArgumentError: Error, CustomStringConvertible {
  let index: Int
  let text: String
  let reason: String

  var description: String {
    "\(Unicode.Scalar(UInt8(65 + index))) (\(PrintableText(text.drop { $0.isWhitespace }.description, limit: 80).text)): \(reason)"
  }
}

/// States of several runs have no one array.
private struct ComparedTrajectory: Error, CustomStringConvertible {
  var description: String {
    "compare writes no --trajectory. Leave it out, or write one run's with a subcommand of its kind."
  }
}
