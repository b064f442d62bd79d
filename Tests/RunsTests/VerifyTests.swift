import Quickstep
import Runs
import Tensors
import Testing

/// Where the copies of the golden files lie.
private let golden =
  "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Golden/"

@Suite struct VerifyTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  @Test(arguments: [
    "diffusers-cfg.json", "diffusers-ddim.json", "diffusers-ddpm.json", "diffusers-pndm.json",
    "diffusers-dpmsolver-multistep.json.gz", "diffusers-unipc.json", "unipc.json.gz",
    "diffusers-euler-heun-lms-kdpm2.json.gz", "diffusers-ancestral.json.gz",
    "diffusers-flowmatch.json.gz", "k-diffusion.json.gz", "edm.json.gz",
  ])
  func everyTranslatedCaseAgrees(file: String) {
    var verification = Verification()
    var lines: [String] = []
    verification.verify(golden + file, with: kernels) { lines.append($0) }
    #expect(lines.filter { $0.hasPrefix("FAIL") && !$0.contains(inexactRecord) } == [])
    #expect(verification.unreadable == [])
  }
}

/// A midpoint method that starts at sigma 20291: rounding of the first state, 2e-12, grows
/// sixtyfold in the step that follows, and its record lies 7e-10 from a run in 80-bit arithmetic.
private let inexactRecord = "diffusers-euler-heun-lms-kdpm2/052"
