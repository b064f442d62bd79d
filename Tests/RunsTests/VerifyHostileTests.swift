import Files
import Glibc
import Quickstep
import Runs
import Tensors
import Testing

/// Golden files that are wrong in some way: every case and every file gets one line, and the rest
/// goes on.
@Suite struct VerifyHostileTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// A one-step DDIM case that agrees, with some of its members replaced.
  private func golden(_ changes: [String: JSONValue] = [:]) -> JSONValue {
    let members: [String: JSONValue] = [
      "id": "a", "class": "DDIMScheduler", "config": ["clip_sample": false], "model": "gmm2d",
      "model_output": "epsilon", "num_inference_steps": 1,
      "x_init": ["noise": "gmm2d", "scale": 1], "nfe": 1, "sensitivity": 1,
      "states": [
        [
          [0.5977803457102223, 1.0117670014904898], [-1.9223575610743164, 0.7458337835303248],
          [1.1298202180190158, -0.610469894221138], [-0.2600670592609047, -0.281729825556737],
          [1.2104974709035399, 0.6576802364534834], [1.362455858243238, -0.3650097198310226],
          [0.09562826198713005, 0.4912574094919143], [-0.639333867132784, -1.310128596760834],
        ]
      ],
    ]
    return .object(members.merging(changes) { $1 })
  }

  private func verify(_ bytes: [UInt8]) throws -> (lines: [String], Verification) {
    let path = "/tmp/quickstep-verify-\(getpid())-\(UInt64.random(in: 0 ... .max)).json"
    try AtomicFile.write(bytes, to: path)
    defer { unlink(path) }
    var verification = Verification()
    var lines: [String] = []
    verification.verify(path, with: kernels) { lines.append($0) }
    return (lines, verification)
  }

  private func line(_ changes: [String: JSONValue]) throws -> String {
    let file: JSONValue = ["family": "f", "cases": [golden(changes), golden()]]
    let (lines, _) = try verify(Array(file.text.utf8))
    #expect(lines.count == 2 && lines.last?.hasPrefix("pass a max=") == true, "\(lines)")
    return lines.first ?? ""
  }

  private static let cases: [(changes: [String: JSONValue], line: String)] = [
    (["class": "Unheard"], "skip a No sampler \"Unheard\" can be translated."),
    (["config": ["clip_samples": true]], "skip a DDIMScheduler has no option \"clip_samples\"."),
    (["num_inference_steps": 1e9], "skip a DDIMScheduler cannot be translated"),
    (["num_inference_steps": 2], "FAIL a 2 calls of the model where 1 are recorded"),
    (["model": "gmm3d"], "FAIL a models.json has no model gmm3d"),
    (["x_init": ["noise": "gmm16"]], "FAIL a initial-noise.json has no noise gmm16"),
    (["guidance": 2], "FAIL a labels_for_gmm_cond does not fit"),
    (["noise": [[[1, 2, 3]]]], "FAIL a the recorded noise has another shape"),
    (["states": [[[1, 2]]]], "FAIL a max=inf tol=1.00e-10"),
    (["states": [[[1, 2]], [[3, 4]]]], "FAIL a 1 states where 2 are recorded"),
    (["states": []], "FAIL a no state is recorded"),
    (["trained_betas": "rm -rf /"], "FAIL a trained_betas rm -rf / is not known"),
    (["id": "\u{1B}[2Jx", "nfe": 2], "FAIL \\e[2Jx 1 calls"),
  ]

  @Test(arguments: cases)
  func aBadCaseGetsOneLine(changes: [String: JSONValue], line expected: String) throws {
    let found = try line(changes)
    #expect(found.hasPrefix(expected), "\(found)")
  }

  @Test(arguments: ["", "{", "[]", "{\"family\": \"f\"}", "{\"family\": 1, \"cases\": [{}]}", "\0"])
  func aBadFileGetsOneLine(text: String) throws {
    let (lines, verification) = try verify(Array(text.utf8))
    #expect(lines == [])
    #expect(verification.unreadable.count == 1 && !verification.isClean)
    #expect(verification.closingLine == "0 passed, 0 failed, 0 skipped")
  }

  @Test func aMissingFileGetsOneLine() {
    var verification = Verification()
    var lines: [String] = []
    verification.verify("/nowhere/golden.json", with: kernels) { lines.append($0) }
    #expect(lines == [] && verification.unreadable.count == 1)
  }
}
