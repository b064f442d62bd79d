import Quickstep
import Testing

/// The audit of grids finds no fault, and the errors that it is asked for.
@Suite struct GridAuditTests {
  @Test(arguments: ["uniform-lambda", "karras", "comfy:simple", "webui:kl_optimal", "ays:end=min"])
  func gridsDoWhatTheyDeclare(name: String) throws {
    let findings = try GridAudit(with: kernels).findings(of: gridRules.choice(name))
    #expect(findings.flags == [])
    #expect(findings.errorRatios.count == GridAudit.budgets.count)
    #expect(findings.errorRatios.allSatisfy { $0.isFinite && $0 > 0 })
    if name == "uniform-lambda" { #expect(findings.errorRatios == [1, 1, 1]) }
  }
}
