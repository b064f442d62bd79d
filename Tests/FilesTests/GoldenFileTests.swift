import Files
import Quickstep
import Testing

@Suite struct GoldenFileTests {
  static let folder = repository + "/Tests/Golden/"
  static let files = names(in: folder).filter { name in
    name.contains(".json")
      && !["models", "initial", "model-p", "ode", "dpm-solver-v3-ems"].contains(
        where: name.hasPrefix)
  }

  @Test(arguments: files) func everyCaseIsComplete(name: String) throws {
    let file = try GoldenFile.read(Self.folder + name)
    #expect(!file.cases.isEmpty)
    for golden in file.cases {
      let ends = golden.states + [golden.final].compactMap { $0 }
      #expect(!ends.isEmpty, "\(golden.id)")
      #expect(golden.calls.count >= golden.evaluations / 2, "\(golden.id)")
      #expect((ends + golden.noise.map(\.values)).allSatisfy { $0.samples == 8 }, "\(golden.id)")
      #expect(golden.start.scale != nil || !golden.inputs.isEmpty, "\(golden.id)")
    }
  }

  @Test func countOfAllCases() throws {
    let total = try Self.files.reduce(0) { try $0 + GoldenFile.read(Self.folder + $1).cases.count }
    #expect(total == 801)
  }

  @Test func oneCaseInDetail() throws {
    let file = try GoldenFile.read(Self.folder + "diffusers-cfg.json")
    let golden = try #require(file.cases.first { $0.id == "diffusers-cfg/007" })
    #expect(golden.className == "DDIMScheduler")
    #expect(golden.configuration.all["set_alpha_to_one"] == .bool(true))
    #expect(golden.configuration.explicit["prediction_type"] == .string("v_prediction"))
    #expect(golden.model.guidance == 1.5 && golden.model.guidanceRescale == nil)
    #expect(golden.timesteps == [900, 800, 700, 600, 500, 400, 300, 200, 100, 0])
    #expect(golden.sigmas == nil && golden.start.scale == 1)
    let first = try #require(golden.calls.first)
    #expect(first.time == 900)
    #expect(first.alpha == 0.016439115534549426 && first.sigma == 0.9998648686099746)
    #expect(golden.other["final_alpha_cumprod"] == .number(1))
  }

  @Test func modelsNoiseProbesAndReferences() throws {
    let models = try GoldenModels.read(repository + "/data/mixtures.json")
    #expect(models.models.map(\.name) == ["gmm2d", "gmm16", "gmm-cond"])
    #expect(models.classLabels == [0, 1, 2, 3, 0, 1, 2, 3])
    let noise = try GoldenModels.readInitialNoise(repository + "/data/initial-noise.json")
    #expect(noise.mapValues(\.dimension) == ["gmm2d": 2, "gmm16": 16, "gmm-cond": 2])
    let probes = try GoldenProbe.read(Self.folder + "model-probes.json")
    #expect(probes.count == 24 && probes.count { $0.labels != nil } == 8)
    let references = try GoldenReference.read(Self.folder + "ode-reference.json.gz")
    #expect(references.count == 56)
    #expect(references.allSatisfy { $0.states.count == $0.times.count })
  }
}
