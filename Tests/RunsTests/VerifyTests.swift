import Quickstep
import Runs
import Tensors
import Testing

/// Where the copies of the golden files lie.
private let golden =
  "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Golden/"

@Suite struct VerifyTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// A case that is skipped has no translation; the counts keep cases from being lost.
  @Test(arguments: [
    ("diffusers-ancestral.json.gz", passed: 24, skipped: 0),
    ("diffusers-cfg.json", passed: 20, skipped: 0),
    ("diffusers-ddim.json", passed: 37, skipped: 0),
    ("diffusers-ddim-inverse.json.gz", passed: 14, skipped: 0),
    ("diffusers-ddpm.json", passed: 20, skipped: 0),
    ("diffusers-deis.json.gz", passed: 24, skipped: 0),
    ("diffusers-dpmsolver-multistep.json.gz", passed: 66, skipped: 0),
    ("diffusers-dpmsolver-singlestep.json.gz", passed: 26, skipped: 0),
    ("diffusers-edm.json.gz", passed: 26, skipped: 0),
    ("diffusers-euler-heun-lms-kdpm2.json.gz", passed: 48, skipped: 0),
    ("diffusers-flowmatch.json.gz", passed: 22, skipped: 0),
    ("diffusers-ipndm.json.gz", passed: 6, skipped: 0),
    ("diffusers-lcm-tcd.json.gz", passed: 24, skipped: 0),
    ("diffusers-pndm.json", passed: 21, skipped: 0),
    ("diffusers-sasolver.json.gz", passed: 20, skipped: 0),
    ("diffusers-unipc.json", passed: 38, skipped: 0),
    ("unipc.json.gz", passed: 57, skipped: 0),
    ("dpm-solver.json.gz", passed: 67, skipped: 0),
    ("dpm-solver-v3.json.gz", passed: 24, skipped: 0),
    ("deis-authors.json.gz", passed: 55, skipped: 0),
    ("pndm-authors.json.gz", passed: 16, skipped: 0),
    ("k-diffusion.json.gz", passed: 118, skipped: 0),
    ("edm.json.gz", passed: 28, skipped: 0),
    ("peers/samplers.json.gz", passed: 142, skipped: 0),
  ])
  func everyTranslatedCaseAgrees(file: String, passed: Int, skipped: Int) {
    var verification = Verification()
    var lines: [String] = []
    verification.verify(golden + file, with: kernels) { lines.append($0) }
    #expect(lines.filter { $0.hasPrefix("FAIL") } == [])
    #expect(verification.closingLine == "\(passed) passed, 0 failed, \(skipped) skipped")
    #expect(verification.isClean)
  }

  /// Three of the recorded networks; every number that the report gives is far below what is
  /// allowed.
  @Test func recordedNetworksAgree() {
    var verification = Verification()
    var lines: [String] = []
    verification.verify(golden + "unet", with: kernels) { lines.append($0) }
    #expect(
      lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "pass class-conditional/output", "pass class-conditional/pipeline",
        "pass resnet-down-up/output", "pass resnet-down-up/pipeline", "pass scale-shift/output",
        "pass scale-shift/pipeline",
      ], "\(lines)")
    #expect(verification.isClean)
    verification.verify(golden + "unet/scale-shift/", with: kernels) { lines.append($0) }
    #expect(lines.count == 8 && verification.passed == 8)
    verification.verify(golden + "screens", with: kernels) { lines.append($0) }
    #expect(verification.unreadable.count == 1)
  }
}
