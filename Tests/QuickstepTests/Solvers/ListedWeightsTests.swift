import Glibc
import Quickstep
import Tensors
import Testing

@Suite struct ListedWeightsTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private func end(
    _ solver: String, schedule: String = "edm", grid: String = "karras", steps: Int = 5,
    on model: GaussianMixture = .ring8()
  ) throws -> [Double] {
    let plan = Plan(
      schedule: Choice(schedule), grid: Choice(grid), solver: try solvers.choice(solver),
      steps: steps, batch: 4)
    var sampler = Sampler(try plan.job(model: model, with: kernels))
    while try sampler.next() != nil {}
    return sampler.state
  }

  private func difference(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test(arguments: [
    ("listed", "dpm++2m"), ("listed:prediction=noise", "dpm-multistep"),
    ("listed:weights=0/0/0/0", "euler"), ("listed:weights=0/0/0/0,prediction=noise", "euler"),
  ])
  func knownMethodsAreOfItsForm(listed: String, known: String) throws {
    #expect(difference(try end(listed), try end(known)) < 1e-10)
  }

  /// The line's own weights, written out with full figures.
  @Test func writtenWeightsAreThoseOfTheLine() throws {
    let plan = Plan(solver: Choice("dpm++2m"), steps: 5, batch: 1)
    let levels = try plan.job(model: GaussianMixture.ring8(), with: kernels).grid.levels
    let weights = (1..<4).map { i in
      (levels[i].lambda - levels[i + 1].lambda) / (levels[i].lambda - levels[i - 1].lambda) / 2
    }
    let listed = Choice("listed", ["weights": .list(weights + [0])])
    #expect(difference(try end(solvers.text(listed)), try end("dpm++2m")) < 1e-10)
  }

  /// Data predictions that do not change lead to the data in any number of steps.
  @Test(arguments: ["edm", "vp-linear", "flow"])
  func aConstantIsExactWhateverIsListed(schedule: String) throws {
    let point = GaussianMixture(components: [
      GaussianMixture.Component(weight: 1, mean: [0.7, -0.2], deviation: 1e-9)
    ])
    let grid = schedule == "edm" ? "karras" : "trailing"
    let end = try end(
      "listed:weights=3/-2/5/1/0.5/-7/2/2/-1/4", schedule: schedule, grid: grid, on: point)
    #expect(difference(end, [0.7, -0.2, 0.7, -0.2, 0.7, -0.2, 0.7, -0.2]) < 1e-6)
  }

  @Test(arguments: ["data", "noise"], ["edm", "vp-linear", "flow"])
  func endsAreFinite(prediction: String, schedule: String) throws {
    let grid = schedule == "edm" ? "karras" : "trailing"
    for weights in ["0.5/-0.3/0.8/0.1", "0.5/-0.3/0.8/0.1/0.2/-0.4/0.3"] {
      let end = try end(
        "listed:weights=\(weights),prediction=\(prediction)", schedule: schedule, grid: grid)
      #expect(end.allSatisfy { abs($0) < 1e3 })
    }
  }

  @Test(arguments: [
    (5, 3, "lists 3 weights, which do not fit 5 steps. List 4, 7, 9 or 10, or"),
    (2, 2, "lists 2 weights, which do not fit 2 steps. List 1, or"),
    (1, 1, "lists 1 weight, which do not fit 1 step. Set its weights to auto."),
    (9, 5, "List 8, 15, 21 … or 36, or"),
  ])
  func whatDoesNotFitIsRefused(steps: Int, count: Int, part: String) throws {
    let weights = Array(repeating: "0.1", count: count).joined(separator: "/")
    do {
      _ = try end("listed:weights=\(weights)", steps: steps)
      Issue.record("\(count) weights ran")
    } catch let error as SamplingError {
      #expect("\(error)".contains(part), "\(error)")
    }
  }
}
