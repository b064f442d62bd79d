import ArgumentParser
import Experiments
import Files
import Quickstep
import Runs

/// Runs a plan with some of its values varied.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Vary up to three values of a plan and judge every cell.",
    discussion: """
      quickstep sweep --axis solver=euler,dpm++2m,unipc:order=3 --axis steps=4..16:2 --model ring-8

      An axis is WORD=VALUES or WORD.KNOB=VALUES: values between commas, FROM..TO counts, \
      FROM..TO:STEP counts in steps and FROM..TO*FACTOR in factors; a@b=1@2,3@4 moves two places \
      together. All words of the plan are taken as flags, behind the name of a kind of run where \
      that is not sampling. FILE is a sweep in TOML: an [axes] table of lists, and the words of the \
      plan. It ends with a table, one row a cell, and one sentence: the fewest evaluations near the \
      best. Cells are kept as they end; --resume goes on where the same sweep was ended.
      """)

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("What varies; up to three times.", valueName: "word=values"),
    completion: .axes)
  var axis: [String] = []
  @Option(
    help: ArgumentHelp("What cells are judged by, the first first.", valueName: "name"),
    completion: .measures)
  var measure: [String] = []
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Runs of each cell, one seed after another, 1 … 64.", valueName: "n"))
  var seeds: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How much worse than the best counts as near it.", valueName: "x%"))
  var tolerance: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Cells that run side by side, 1 … 64; else as many as threads are configured, or \(ConfigurationTable.threads).",
      valueName: "n"))
  var jobs: String?
  @Option(
    help: ArgumentHelp(
      "Run only these cells, counted from 0: A..<B.", valueName: "range"))
  var cells: String?
  @Flag(help: "Go on where the same sweep was ended.")
  var resume = false
  @OptionGroup var outputs: SweepOutputs
  @Option(
    help: ArgumentHelp("A preset file or picture that the words then change.", valueName: "file"),
    completion: .presets)
  var preset: String?
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("A run line that the words then change.", valueName: "line"))
  var runLine: String?
  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("A sweep in TOML, or words of the plan.", valueName: "file or words"))
  var words: [String] = []

  func run() throws {
    let families = Families.all()
    let configuration = Configuration.inForce(families)
    let saved = OwnChoices(families).read()
    let sweep = try document(families, configuration.defaults)
    let runner = SweepRunner(
      families, threads: try configuration.threads(jobs), folder: sweepFolder(), saved: saved)
    let plan = try runner.plan(sweep)
    let scope = SweepScope(
      try cells.map { try range($0, of: plan) }.map { .range($0) } ?? .all, seeds: sweep.seeds)
    try HeadlessSweep(families, plan, scope, runner, outputs, configuration).perform(resume: resume)
  }

  /// The sweep that file and flags say.
  private func document(_ families: Families, _ own: PlanDefaults) throws -> Sweep {
    var words = words[...]
    var sweep = Sweep(families.all[0].standard, [])
    var isWhole = preset != nil || runLine != nil
    if let first = words.first, !first.hasPrefix("-"), families[first] == nil {
      sweep = try SweepFile.read(first, among: families)
      isWhole = true
      words = words.dropFirst()
    }
    if let runLine { sweep.base = try families.sentence(runLine: runLine) }
    if let preset { sweep.base = try SentenceFile.read(preset, on: sweep.base, among: families) }
    if let name = words.first, !name.hasPrefix("-") {
      sweep.base = try families.named(name).standard
      words = words.dropFirst()
    }
    sweep.base = try base(words, on: sweep.base, isWhole: isWhole, families, own)
    if !axis.isEmpty {
      sweep.axes = []
      for text in axis { sweep.axes.append(try AxisGrammar.axis(text)) }
    }
    if !measure.isEmpty { sweep.measures = measure }
    if let seeds { sweep.seeds = try Self.seedsKnob.parse(seeds).count }
    if let tolerance { sweep.tolerance = try Self.toleranceKnob.parse(tolerance).share }
    return sweep
  }

  /// The words on top of a sentence; where nothing stands for every word, with the model's defaults.
  private func base(
    _ words: ArraySlice<String>, on base: Sentence, isWhole: Bool, _ families: Families,
    _ own: PlanDefaults
  ) throws -> Sentence {
    var parts: [String] = []
    // `--word=value` is two words.
    for word in words {
      guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else {
        parts.append(word)
        continue
      }
      parts += [String(word[..<equals]), String(word[word.index(after: equals)...])]
    }
    var sentence = try families.sentence(parts[...], on: base)
    let family = families[sentence]
    guard !isWhole else { return sentence }
    func isNamed(_ word: String) -> Bool { parts.contains("--\(word)") }
    _ = own.start(&sentence, of: family, opening: nil, isNamed: isNamed)
    try family.takeDefaults(&sentence, isNamed: isNamed)
    return sentence
  }

  private func range(_ text: String, of plan: SweepPlan) throws -> Range<Int> {
    let count = plan.sentences.count
    guard let dots = text.firstRange(of: "..<"), let first = Int(text[..<dots.lowerBound]),
      let end = Int(text[dots.upperBound...]), 0 <= first, first < end, end <= count
    else {
      throw DeclarationError.badValue(
        knob: "cells", text: text, range: "A..<B with 0 ≤ A < B ≤ \(count)")
    }
    return first..<end
  }

  private static let seedsKnob = Knob(
    "seeds", "runs of each cell", .integer(1...Sweep.mostSeeds), default: .integer(1))
  private static let toleranceKnob = Knob(
    "tolerance", "how much worse than the best counts as near it",
    .real(0...1000, step: .linear(1)), default: .real(5), unit: "%")
}

extension KnobValue {
  fileprivate var count: Int { if case .integer(let count) = self { count } else { 1 } }
  /// Of percent.
  fileprivate var share: Double { if case .real(let percent) = self { percent / 100 } else { 0 } }
}

/// What a sweep writes.
struct SweepOutputs: ParsableArguments {
  @Option(
    help: ArgumentHelp("Write one row a cell.", valueName: "file"), completion: .file())
  var csv: String?
  @Option(
    help: ArgumentHelp("Write the sweep and its cells as JSON.", valueName: "file"),
    completion: .file())
  var json: String?
  @Option(
    help: ArgumentHelp("Write a report that any browser shows.", valueName: "file"),
    completion: .file())
  var html: String?
  @Option(
    help: ArgumentHelp("Write the map of the cells as a picture.", valueName: "file"),
    completion: .file())
  var png: String?

  @Flag(help: "Do not keep the runs in the history.") var noHistory = false

  /// `-` for standard output.
  var files: [String] { [csv, json, html, png].compactMap { $0 } }
}
