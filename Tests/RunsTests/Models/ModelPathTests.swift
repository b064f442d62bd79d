import Files
import Glibc
import Networks
import Quickstep
import Runs
import Testing

/// Every path that can stand for a network finds it.
@Suite struct ModelPathTests {
  private let golden =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    + "/Golden/torch/pipeline"

  @Test(arguments: [
    "", "/", "/model_index.json", "/unet", "/unet/config.json",
    "/unet/diffusion_pytorch_model.safetensors",
  ])
  func aPathIntoAPipelineIsItsNetwork(end: String) throws {
    let card = try ModelLibrary().inspect(Choice(golden + end))
    #expect(card.kind == "net 10.6k")
    #expect(card.defaults["solver"] == .component(.checkpoint))
  }

  /// `FOLDER#NAME` names a variant, and a run line keeps it.
  @Test func aVariantIsPartOfTheName() throws {
    let folder = "/tmp/quickstep-variant-\(getpid())"
    let names = ["config.json", "model.ema.safetensors", "model.raw.safetensors"]
    mkdir(folder, 0o700)
    defer {
      for name in names { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    let stored = ["config.json"] + Array(repeating: "diffusion_pytorch_model.safetensors", count: 2)
    for (name, file) in zip(names, stored) {
      try AtomicFile.write(
        ByteSource(contentsOf: "\(golden)/unet/\(file)").bytes, to: "\(folder)/\(name)")
    }
    #expect(throws: NetworkError.self) { try ModelLibrary().inspect(Choice(folder)) }
    for name in ["ema", "raw"] {
      var plan = Plan()
      try plan.set("model", "\(folder)#\(name)")
      #expect(try Plan(runLine: plan.runLine).model == plan.model)
      try ModelLibrary.find(plan.model)
      #expect(throws: NetworkError(path: folder, problem: .noProcess)) {
        try ModelLibrary().inspect(plan.model)
      }
    }
    #expect(
      throws: NetworkError(
        path: folder, problem: .noVariant("other", known: ["ema", "raw"]))
    ) { try ModelLibrary().inspect(Choice("\(folder)#other")) }
  }

  @Test func pickledWeightsAreNamedWhereverTheyLie() throws {
    let folder = "/tmp/quickstep-pickled-\(getpid())"
    mkdir(folder, 0o700)
    defer {
      unlink("\(folder)/last.ckpt")
      rmdir(folder)
    }
    try AtomicFile.write("never run", to: "\(folder)/last.ckpt")
    for path in [folder, "\(folder)/last.ckpt"] {
      #expect(throws: NetworkError(path: path, problem: .onlyPickled("last.ckpt"))) {
        try ModelLibrary().model(Choice(path))
      }
    }
  }
}
