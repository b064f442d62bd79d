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
    "diffusers-flowmatch.json.gz", "diffusers-edm.json.gz", "diffusers-ipndm.json.gz",
    "k-diffusion.json.gz", "edm.json.gz",
  ])
  func everyTranslatedCaseAgrees(file: String) {
    var verification = Verification()
    var lines: [String] = []
    verification.verify(golden + file, with: kernels) { lines.append($0) }
    #expect(lines.filter { $0.hasPrefix("FAIL") } == [])
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
