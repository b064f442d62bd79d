import ArgumentParser
import Quickstep
import Runs
import Screen
import Tensors

/// Compares what solvers and grids declare with what they do.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Compare what solvers and grids declare with what they do.",
    discussion: """
      Orders are observed on a gentle mixture with 40 to 320 steps, without noise, from four \
      starts. Errors are those of short runs on eight modes, over the error of Euler's method; scale \
      is the largest guidance scale whose samples stay within 1.25 times the exact ones in 12 steps. \
      Errors of grids are those of dpm++2m, over that of the grid uniform-lambda.
      """)

  @Argument(
    help: """
      Solvers or grids, NAME[:KNOB=VALUE,...], PROGRAM:NAME or a saved name; all solvers if none is \
      named.
      """,
    completion: .list(
      solvers.declarations.map(\.name) + gridRules.declarations.map(\.name)))
  var names: [String] = []

  func run() throws {
    let own = OwnChoices(.all())
    let subjects = try own.spelledOut(names, [solvers.options, gridRules.options])
      .map(AuditSubject.init)
    let chosen =
      names.isEmpty ? solvers.declarations.map { Choice($0.name) } : subjects.compactMap(\.solver)
    let grids = subjects.compactMap(\.grid)
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    var texts: [String] = []
    if !chosen.isEmpty { texts.append(try solverText(chosen, kernels)) }
    if !grids.isEmpty { texts.append(try gridText(grids, kernels)) }
    try StandardOutput.write(texts.joined(separator: "\n"))
  }

  private func solverText(_ choices: [Choice], _ kernels: Kernels) throws -> String {
    let audit = try SolverAudit(with: kernels)
    let errors = SolverAudit.budgets.map { "\($0) NFE" }
    var table = TextTable(
      ["solver", "declared", "observed", "±"] + errors + ["scale", "findings"],
      sides: [.left, .number, .number, .number] + errors.map { _ in .number } + [.number, .left])
    var flagged = 0
    var progress = ProgressLine("solvers")
    defer { progress.finish() }
    for (index, choice) in choices.enumerated() {
      progress.show(Progress(place: index, of: choices.count))
      let solver = try solvers.make(choice.audited())
      guard !solver.needsVariance else { continue }
      let findings = try audit.findings(of: solver)
      if !findings.flags.isEmpty { flagged += 1 }
      table.add(row(choice, findings))
    }
    return "\(table.text)\n\(verdict(flagged, of: choices.count, "solvers"))\n"
  }

  private func gridText(_ choices: [Choice], _ kernels: Kernels) throws -> String {
    let audit = try GridAudit(with: kernels)
    let errors = GridAudit.budgets.map { "\($0) NFE" }
    var table = TextTable(
      ["grid"] + errors + ["findings"],
      sides: [.left] + errors.map { _ in .number } + [.left])
    var flagged = 0
    var progress = ProgressLine("grids")
    defer { progress.finish() }
    for (index, choice) in choices.enumerated() {
      progress.show(Progress(place: index, of: choices.count))
      let findings = try audit.findings(of: choice)
      if !findings.flags.isEmpty { flagged += 1 }
      table.add(
        [gridRules.text(choice)] + findings.errorRatios.map { format($0) }
          + [found(findings.flags.map(text))])
    }
    return "\(table.text)\n\(verdict(flagged, of: choices.count, "grids"))\n"
  }

  private func row(_ choice: Choice, _ findings: SolverFindings) -> [String] {
    let observed = findings.observedOrder
    return [
      solvers.text(choice), findings.declaredOrder.map(brief) ?? "noise", format(observed?.mean),
      format(observed?.standardError),
    ] + findings.errorRatios.map(format) + [
      format(findings.largestScale), found(findings.flags.map(text)),
    ]
  }

  private func found(_ flags: [String]) -> String {
    flags.isEmpty ? "as declared" : flags.joined(separator: ", ")
  }

  private func text(_ flag: SolverFindings.Flag) -> String {
    switch flag {
    case .orderIsLower: "order is lower"
    case .batchMatters: "samples depend on each other"
    case .noConvergence: "does not converge"
    }
  }

  private func text(_ flag: GridFindings.Flag) -> String {
    switch flag {
    case .notFalling: "levels do not fall"
    case .wrongEnd: "ends elsewhere"
    case .notRepeatable: "levels change"
    }
  }

  private func verdict(_ flagged: Int, of count: Int, _ what: String) -> String {
    flagged == 0
      ? "Verdict: \(count) \(what) do what they declare."
      : "Verdict: \(flagged) of \(count) \(what) do not do what they declare."
  }
}

/// A solver, or else a grid.
private enum AuditSubject {
  case solver(Choice), grid(Choice)

  /// - Throws: `DeclarationError`; what neither list has is said of solvers.
  init(_ text: String) throws {
    do throws(DeclarationError) {
      self = .solver(try solvers.choice(text))
    } catch {
      guard case .unknownName = error, let grid = try? gridRules.choice(text) else { throw error }
      self = .grid(grid)
    }
  }

  var solver: Choice? { if case .solver(let choice) = self { choice } else { nil } }
  var grid: Choice? { if case .grid(let choice) = self { choice } else { nil } }
}
