import Experiments
import Files
import Runs
import Screen
import Tensors

/// A sentence from its start to its end on the calling thread: progress, statistics, quality, files.
struct HeadlessRun {
  private let families: Families
  private let sentence: Sentence
  private let outputs: OutputOptions
  private let configuration: Configuration
  private let audience: PreviewPace.Audience
  private let watch: (RunEvent) throws -> Void

  /// - Parameters:
  ///   - audience: for whom previews are made on the way.
  ///   - watch: told every event; what it throws ends the run.
  init(
    _ families: Families, _ sentence: Sentence, _ outputs: OutputOptions,
    _ configuration: Configuration,
    for audience: PreviewPace.Audience = .nobody,
    watching watch: @escaping (RunEvent) throws -> Void = { _ in }
  ) {
    self.audience = audience
    self.families = families
    self.sentence = sentence
    self.outputs = outputs
    self.configuration = configuration
    self.watch = watch
  }

  private var family: any Family { families[sentence] }

  /// Whether it ends between two steps alone, since what it has made is saved or goes on later.
  private var endsBetweenSteps: Bool { family.isSaved || family.isResumed }

  /// - Throws: `InterruptedRun` where a signal ended it between its first step and its last.
  func perform() throws {
    guard outputs.files.count(where: { $0 == "-" }) < 2 else { throw StandardOutputError() }
    // Held back before the pool's threads begin, which inherit it.
    let signals = HeldSignals()
    let gate = RunGate(isInterrupted: { signals.signal != nil })
    let threads = try configuration.threads(outputs.threads)
    let kernels = Kernels(pool: ThreadPool(threads: threads))
    let run =
      try endsBetweenSteps
      ? family.begin(sentence, with: Equipment(kernels))
      : signals.released {
        try family.begin(
          sentence,
          with: Equipment(kernels) {
            gate.stopIfInterrupted()
            return gate.isCancelled
          })
      }
    let outline = run.outline
    let total = outline.budget.total.map { ", \($0) \(outline.budget.noun)" } ?? ""
    StandardError.write(
      "\(families.runLine(sentence))\n\(outline.steps.map { "\($0) steps" } ?? "as many steps as it takes")\(total)\n"
    )
    for note in try family.notes(sentence) { StandardError.write("note: \(note)\n") }
    for path in outputs.files where path != "-" { try AtomicFile.check(path) }
    try perform(run, gate, signals)
  }

  private func perform(_ run: some Experiment, _ gate: RunGate, _ signals: HeldSignals) throws {
    var report = RunReport(line: families.runLine(sentence), outline: run.outline)
    var trajectory = try outputs.trajectory.map { _ in try Trajectory(of: run) }
    var filmstrip = outputs.filmstrip.map { _ in Filmstrip() }
    let outline = run.outline
    var progress = ProgressLine(outline)
    var last: Progress?
    var failure: (any Error)?
    var loop = RunLoop(run, gate, for: filmstrip == nil ? audience : .onlooker) { event, run in
      do { try watch(event) } catch {
        failure = failure ?? error
        gate.set(.cancelled)
      }
      switch event {
      case .presetSaved(let path), .fileSaved(let path, _): progress.say("saved \(path)")
      case .found(let finding):
        report.finding = (finding, finding.sentence.map { families.runLine($0) })
      default: break
      }
      guard case .step(let record, let previews) = event else { return }
      filmstrip?.take(previews)
      report.records.append(record)
      trajectory?.append(run)
      let far = Progress(record, of: outline)
      progress.show(far)
      last = far
    }
    do {
      let end = try loop.perform()
      progress.finish(last)
      if let failure { throw failure }
      if case .cancelled = end { throw CancellationError() }
    } catch {
      progress.finish()
      let stop = signals.signal.map {
        InterruptedRun(signal: $0, step: report.records.last?.step ?? 0)
      }
      keep(report, nil, end: stop == nil ? .failed("\(error)") : .stopped)
      // The steps up to the stop are kept; there is nothing made to write.
      if report.records.count > 1 {
        try write(report, of: nil as Product?, nil, trajectory, filmstrip)
      }
      throw stop ?? error
    }
    try signals.released {
      for statistic in loop.run.late() { report.measure(statistic) }
      do { report.scores = try loop.run.scores() } catch {
        keep(report, nil, end: .finished)
        throw error
      }
    }
    let shown = loop.run.previews(most: .max)
    let index = run.outline.resultPreview
    let preview = shown.indices.contains(index) ? shown[index] : nil
    keep(report, preview, end: .finished)
    let product = outputs.npy == nil ? nil : loop.run.products().first
    try write(report, of: product, preview, trajectory, filmstrip)
  }

  /// Puts the run into the history, unless nobody wants that; where it cannot, says so and goes on.
  private func keep(_ report: RunReport, _ preview: Preview?, end: RunEntry.End) {
    guard configuration.keepsHistory, !outputs.noHistory else { return }
    let account = RunAccount(
      RunStart(sentence, outline: report.outline), at: wallSeconds(), report.records,
      report.scores, preview, end: end)
    var keeper = RunKeeper(families)
    do { try keeper.keep(account) } catch { StandardError.write("note: not kept: \(error)\n") }
  }

  /// Writes everything that can be written, then throws what went wrong first.
  /// - Parameters:
  ///   - product: `nil` where the run did not reach its end.
  ///   - preview: of what was made.
  private func write(
    _ report: RunReport, of product: Product?, _ preview: Preview?, _ trajectory: Trajectory?,
    _ filmstrip: Filmstrip?
  ) throws {
    var writer = OutputWriter()
    if let product { writer.write(outputs.npy) { NPYFile.encode(product.array, as: .float64) } }
    if let trajectory {
      writer.write(outputs.trajectory) { NPYFile.encode(trajectory.array, as: .float64) }
    }
    if let preview {
      writer.write(outputs.png) {
        guard let picture = preview.picture() else { throw PictureError() }
        return PNGFile.encode(PixelPicture(picture), note: report.line)
      }
    }
    if let filmstrip {
      writer.write(outputs.filmstrip) { try filmstrip.bytes(line: report.line) }
    }
    writer.write(outputs.csv) { Array(report.table.csv.utf8) }
    writer.write(outputs.json) { Array(report.json.utf8) }
    // What is saved is not told once more.
    if !outputs.claimsStandardOutput, !family.isSaved {
      // What was found is a table of its own.
      let shown = report.finding == nil ? preview : nil
      let text = shown.map { "\n" + $0.text(columns: 76, rows: 24) } ?? ""
      writer.write("-") { Array((report.text + text).utf8) }
    }
    try writer.finish()
  }
}

extension Product {
  var array: NumberArray { NumberArray(shape: shape, values: values) }
}

extension PixelPicture {
  init(_ picture: Picture) {
    self.init(
      width: picture.width, height: picture.height, channels: 3,
      pixels: picture.pixels.flatMap { [$0.red, $0.green, $0.blue] })
  }
}

/// More than one file is to be standard output.
struct StandardOutputError: Error, CustomStringConvertible {
  var description: String {
    "Only one file can be standard output (-). Give the others names."
  }
}

/// What was made is no picture.
struct PictureError: Error, CustomStringConvertible {
  var description: String { "--png: this run makes no picture. Leave it out." }
}
