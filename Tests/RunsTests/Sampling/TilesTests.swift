import Experiments
import Files
import Glibc
import Networks
import Quickstep
import Runs
import Tensors
import Testing

/// The word `tiles` of a plan, with networks that have attention over frames and others.
@Suite final class TilesTests {
  private let folder = "/tmp/quickstep-tiles-\(getpid())-\(UInt32.random(in: 0 ... .max))"

  deinit {
    for name in (try? FolderNames.first(10, of: folder)) ?? [] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  /// A folder with a network for clips of 4 frames of 4x4, whose weights all differ a little.
  private func network() throws -> Plan {
    var layers = FrameLayers(
      frames: 4, patch: 2, width: 8, layers: 2, heads: 2, timeFeatures: 8)
    (layers.frameWidth, layers.frameHeight) = (4, 4)
    let network = try FrameTransformer(layers, classCount: 0)
    let document = NetworkDocument(
      kind: .frames, prediction: .flow, schedule: Choice("flow"), timeScale: 1000, frames: layers)
    try Checkpoint.write(network, document, to: folder) { weight in
      let buffer = FloatBuffer(count: weight.count)
      for place in 0..<weight.count {
        buffer.start[place] = Float((place * 37 + weight.name.count * 11) % 41 - 20) / 40
      }
      return buffer
    }
    var plan = Plan(model: Choice(folder), batch: 2)
    (plan.schedule, plan.grid, plan.solver) = (Choice("flow"), Choice("trailing"), Choice("euler"))
    plan.steps = 3
    return plan
  }

  @Test func theForecastTellsHowManyTilesAreKept() throws {
    var plan = try network()
    let family = SamplingFamily(ModelLibrary())
    let card = try family.inspect(plan.model)
    #expect(card.labels?["tiles"] == ["1", "2", "3"])
    #expect(family.forecast(plan, card).problem == nil)
    for (tiles, note) in [("1", "keeps 20 of 32 tiles"), ("1,4", "keeps 26 of 32 tiles")] {
      plan.tiles = tiles
      let forecast = family.forecast(plan, card)
      #expect(forecast.problem == nil)
      #expect(forecast.notes[.model] == note)
    }
    for tiles in ["5", "1,1,1", "x"] {
      plan.tiles = tiles
      #expect(family.forecast(plan, card).problem?.role == .model)
      #expect(throws: (any Error).self) { try family.check(plan, "tiles", with: card) }
    }
  }

  /// All solvers go to their end with masks; whole masks change no bit.
  @Test func everySolverTakesMasks() throws {
    var plan = try network()
    let model = try ModelLibrary().model(plan.model)
    func samples(_ plan: Plan) throws -> [Double] {
      var sampler = Sampler(try plan.job(model: model, with: Kernels(pool: ThreadPool(threads: 1))))
      while try sampler.next() != nil {}
      return sampler.state
    }
    let whole = try samples(plan)
    plan.tiles = "4"
    #expect(try samples(plan) == whole)
    plan.tiles = "1"
    #expect(try samples(plan) != whole)
    for solver in solvers.declarations.map(\.name) {
      plan.solver = Choice(solver)
      guard let job = try? plan.job(model: model, with: Kernels(pool: ThreadPool(threads: 1)))
      else { continue }
      var sampler = Sampler(job)
      while try sampler.next() != nil {}
      #expect(sampler.state.allSatisfy { $0.isFinite }, "\(solver)")
    }
  }

  @Test func modelsWithoutFramesRefuseMasks() throws {
    var plan = Plan(model: Choice("ring"))
    plan.tiles = "2"
    let library = ModelLibrary()
    #expect(throws: SamplingError.noFrames(model: "ring")) {
      try plan.job(model: library.model(plan.model), with: Kernels(pool: ThreadPool(threads: 1)))
    }
    let family = SamplingFamily(library)
    let card = try family.inspect(plan.model)
    #expect(
      family.forecast(plan, card).problem?.text
        == "ring has no attention over frames. Set tiles to none, or take a network of frames.")
  }
}
