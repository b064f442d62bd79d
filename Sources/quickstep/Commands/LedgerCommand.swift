import ArgumentParser
import Experiments
import Quickstep
import Runs
import Screen

/// Tells what each cause of error contributes, where data and samples are Gaussian.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Tell what start, end, steps and score each add to the error.",
    discussion: """
      The data are the Gaussian with the mean and covariance of the model (a mixture or a data \
      set), so that the law of the samples is known exactly. A cause adds the 2-Wasserstein distance \
      between the law without it and the law with it. --start is run (noise of mean 0, as runs \
      have it) or exact (the data at the first level).
      """)

  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @Option(
    parsing: .unconditional,
    help: "A wrong score: how much too large the model's means are, in every direction.")
  var biasMean = "0"
  @Option(
    parsing: .unconditional,
    help: "A wrong score: by what factor the model's deviations are too large.")
  var biasDeviation = "1"

  func run() throws {
    let families = Families.all()
    var options = options
    let start = options.words.take("start") ?? ErrorLedger.Start.run.rawValue
    let sentence = try options.sentence(
      among: families, opening: Choice("gmm2d"),
      defaults: Configuration.inForce(families).defaults)
    let ledger = try ledger(Plan(unforked: sentence), from: start)
    var table = TextTable(
      ["cause", "W2", "", "what it is"], sides: [.left, .number, .left, .left])
    let largest = ledger.entries.map(\.distance).max() ?? 0
    for entry in ledger.entries {
      table.add([
        entry.cause.rawValue, format(entry.distance), bar(entry.distance, of: largest),
        explanation(entry.cause),
      ])
    }
    table.add(["all together", format(ledger.total), "", "from the data to the samples"])
    try StandardOutput.write(
      "\(families.runLine(sentence))\n\n\(table.text)\n\(moments(ledger))")
  }

  private func ledger(_ plan: Plan, from start: String) throws -> ErrorLedger {
    guard let start = ErrorLedger.Start(rawValue: start) else {
      throw DeclarationError.unknownName(
        start, kind: "start", known: ErrorLedger.Start.allCases.map(\.rawValue))
    }
    let shift = try number(biasMean, "bias-mean", in: -1e6...1e6)
    let factor = try number(biasDeviation, "bias-deviation", in: 0...1e6)
    let model = try ModelLibrary().model(plan.model)
    return try ErrorLedger(plan, model: model, shift: shift, factor: factor, start: start)
  }

  private func number(
    _ text: String, _ flag: String, in range: ClosedRange<Double>
  ) throws -> Double {
    guard let value = Double(text), range.contains(value) else {
      throw DeclarationError.badValue(
        knob: flag, text: text, range: "\(brief(range.lowerBound)) … \(brief(range.upperBound))")
    }
    return value
  }

  private func bar(_ value: Double, of largest: Double) -> String {
    let width = 24
    let cells = largest > 0 ? value / largest * Double(width) : 0
    return String(repeating: "#", count: cells > 0 ? max(1, Int(cells.rounded())) : 0)
  }

  private func explanation(_ cause: ErrorLedger.Cause) -> String {
    switch cause {
    case .truncation: "the last level still has noise"
    case .start: "the start is not the data at the first level"
    case .discretisation: "steps of finite length"
    case .score: "the model believes in other data"
    }
  }

  /// Mean and deviation of data and samples along the widest directions.
  private func moments(_ ledger: ErrorLedger) -> String {
    let shown = min(4, ledger.data.mean.count)
    let end = ledger.entries[ledger.entries.count - 1].law
    var table = TextTable(
      ["direction", "mean", "of samples", "deviation", "of samples"],
      sides: [.right, .number, .number, .number, .number])
    for k in 0..<shown {
      table.add([
        "\(k + 1)", format(ledger.data.mean[k]), format(end.mean[k]),
        format(ledger.data.deviation[k]), format(end.deviation[k]),
      ])
    }
    let more = ledger.data.mean.count - shown
    return table.text + (more > 0 ? "and \(more) narrower directions\n" : "")
  }
}
