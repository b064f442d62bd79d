import Files
import Glibc
import Networks
import Quickstep
import Tensors
import Testing

/// Folders with a network and a scheduler's file as its library writes them: a plan that leaves
/// everything to the folder makes the samples that the library makes.
@Suite struct SchedulerFolderTests {
  /// A file, the network beside it, and the numbers of steps of which samples are recorded.
  struct Row: Sendable, CustomTestStringConvertible {
    let name, network: String
    let steps: [Int]
    var testDescription: String { name }
  }

  private static let golden =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    + "/Golden/schedulers/"

  static let rows: [Row] = {
    let table = try! JSONFile.read(golden + "table.json").array!.compactMap(\.object)
    return table.map { row in
      Row(
        name: row["name"]!.string!, network: row["network"]!.string!,
        steps: row["steps"]!.array!.compactMap(\.integer))
    }
  }()

  @Test func theTableIsWhole() { #expect(Self.rows.count == 109) }

  @Test(arguments: rows) func theFolderMakesTheLibrarysSamples(row: Row) throws {
    let folder = TemporaryFolder()
    let network = folder.folder("unet")
    try copy("networks/\(row.network)/config.json", to: network + "/config.json")
    let weights = "diffusion_pytorch_model.safetensors"
    try copy("networks/\(row.network)/\(weights)", to: "\(network)/\(weights)")
    try AtomicFile.write("{\"_class_name\": \"DDPMPipeline\"}", to: folder("model_index.json"))
    try copy(
      "configs/\(row.name).json", to: folder.folder("scheduler") + "/scheduler_config.json")

    let kernels = Kernels(pool: ThreadPool(threads: 1))
    let checkpoint = try Checkpoint(folder.path)
    let model = try checkpoint.model(with: kernels)
    let noise = try NPYFile.read(Self.golden + "noise.npy").values
    let expected = try SafetensorsFile.open(Self.golden + "expected.safetensors")
    for steps in row.steps {
      var plan = Plan(model: Choice(folder.path), steps: steps, batch: 2)
      try plan.adopt(try checkpoint.defaults(), except: ["steps"])
      var job = try plan.job(model: model, with: kernels)
      job.noise = .started(noise, seed: 0)
      var sampler = Sampler(job)
      while try sampler.next() != nil {}
      let tensor = try #require(expected["\(row.name)/\(steps)"])
      let recorded = try expected.floats(of: tensor).map(Double.init)
      let largest = recorded.map(abs).max() ?? 0
      let difference = zip(sampler.state, recorded).map { abs($0 - $1) }.max() ?? .infinity
      #expect(difference <= 2e-3 * largest, "\(steps) steps")
    }
  }

  private func copy(_ name: String, to path: String) throws {
    try AtomicFile.write(try ByteSource(contentsOf: Self.golden + name).bytes, to: path)
  }
}
