import ArgumentParser
import Quickstep
import Runs
import Screen
import Tensors

/// Compares what solvers declare with what they do.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Compare what solvers declare with what they do.",
    discussion: """
      Orders are observed on a gentle mixture with 40 to 320 steps, without noise, from four starts.
      Errors are those of short runs on eight modes, over the error of Euler's method; scale is the
      largest guidance scale whose samples stay within 1.25 times the exact ones in 12 steps.
      """)

  @Argument(
    help: "Solvers, NAME[:KNOB=VALUE,...]; all of them if none is named.",
    completion: .names(of: solvers))
  var names: [String] = []

  func run() throws {
    let choices =
      names.isEmpty
      ? solvers.declarations.map { Choice($0.name) } : try names.map(solvers.choice)
    let audit = try SolverAudit(with: Kernels(pool: ThreadPool(threads: 1)))
    let errors = SolverAudit.budgets.map { "\($0) NFE" }
    var table = TextTable(
      ["solver", "declared", "observed", "±"] + errors + ["scale", "findings"],
      sides: [.left, .number, .number, .number] + errors.map { _ in .number } + [.number, .left])
    var flagged = 0
    for choice in choices {
      let solver = try solvers.make(choice.audited())
      guard !solver.needsVariance else { continue }
      let findings = try audit.findings(of: solver)
      if !findings.flags.isEmpty { flagged += 1 }
      table.add(row(choice, findings))
    }
    try StandardOutput.write("\(table.text)\n\(verdict(flagged, of: choices.count))\n")
  }

  private func row(_ choice: Choice, _ findings: SolverFindings) -> [String] {
    let observed = findings.observedOrder
    return [
      solvers.text(choice), findings.declaredOrder.map(brief) ?? "noise", format(observed?.mean),
      format(observed?.standardError),
    ] + findings.errorRatios.map(format) + [
      format(findings.largestScale),
      findings.flags.isEmpty ? "as declared" : findings.flags.map(text).joined(separator: ", "),
    ]
  }

  private func text(_ flag: SolverFindings.Flag) -> String {
    switch flag {
    case .orderIsLower: "order is lower"
    case .batchMatters: "samples depend on each other"
    case .noConvergence: "does not converge"
    }
  }

  private func verdict(_ flagged: Int, of count: Int) -> String {
    flagged == 0
      ? "Verdict: \(count) solvers do what they declare."
      : "Verdict: \(flagged) of \(count) solvers do not do what they declare."
  }
}
