import Networks
import Quickstep
import Testing

/// What is known of a bundled network from its description alone is what it says as a whole.
@Suite struct BundledDefaultsTests {
  @Test(arguments: ["digits-flow", "digits-noise", "ring-flow", "moons-flow"])
  func theDescriptionSaysAll(_ name: String) throws {
    #expect(try Checkpoint.bundledDefaults(name) == Checkpoint.bundled(name).defaults())
  }
}
