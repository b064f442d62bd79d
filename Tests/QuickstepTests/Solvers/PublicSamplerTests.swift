import Glibc
import Quickstep
import Tensors
import Testing

/// Runs of public samplers on eight modes of radius 2, s = 0.15, computed elsewhere in double
/// precision: one sample, whose k-th noise is (cos k, sin(2k + 1)).
@Suite struct PublicSamplerTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  enum Path: String, Sendable {
    case exploding, flow, preserving

    fileprivate var schedule: Choice {
      switch self {
      case .exploding: Choice("edm")
      case .flow: Choice("flow")
      case .preserving: Choice("vp-linear")
      }
    }
    fileprivate var times: [Double] {
      self == .exploding ? [10, 5, 2, 1, 0.5, 0.2, 0.1] : [0.9, 0.75, 0.6, 0.45, 0.3, 0.15, 0.05]
    }
    fileprivate var start: [Double] { self == .exploding ? [10, 5] : [1, 0.5] }
  }

  @Test(
    arguments: [
      (.exploding, "ge", [1.564639975640, 1.278791760491]),
      (.exploding, "ge:gamma=1.5", [1.560328660662, 1.179386502555]),
      (.exploding, "er-sde:order=1", [1.664271363504, 0.373011924983]),
      (.exploding, "er-sde:order=2", [1.774898443204, 0.365178499490]),
      (.exploding, "er-sde", [1.777340008526, 0.361889931919]),
      (.exploding, "er-sde:noise=sde,eta=0.5,s-noise=0.9", [-0.108655377849, 1.297848190670]),
      (.exploding, "er-sde:noise=ode", [1.570077778512, 1.139287666294]),
      (.exploding, "seeds:stages=2", [-0.094076620456, 1.794320880625]),
      (.exploding, "seeds:stages=2,eta=0.5,s-noise=0.9,r=0.7", [1.190919002700, 1.308048501150]),
      (.exploding, "seeds", [1.892412233722, -0.025694644010]),
      (.exploding, "seeds:eta=0", [1.548717694254, 1.217238443903]),
      (.exploding, "seeds:eta=0.5,r1=0.25,r2=0.9", [1.323310509212, -1.438832259455]),
      (.flow, "er-sde:order=1", [1.590627644575, 0.592421763886]),
      (.flow, "er-sde:order=2", [1.618487944496, 0.637423391602]),
      (.flow, "er-sde", [1.591985515617, 0.688090386324]),
      (.flow, "er-sde:noise=sde,eta=0.5,s-noise=0.9", [1.836499477310, 0.077617730545]),
      (.flow, "er-sde:noise=ode", [1.456669637058, 1.189219993578]),
      (.flow, "seeds:stages=2", [-1.872228945979, -0.038651845033]),
      (.flow, "seeds:stages=2,eta=0.5,s-noise=0.9,r=0.7", [1.233414093588, 1.228678440370]),
      (.flow, "seeds", [1.767774930191, 0.031635798284]),
      (.flow, "seeds:eta=0", [1.479876326413, 1.188049465595]),
      (.flow, "seeds:eta=0.5,r1=0.25,r2=0.9", [1.237448113412, -1.337639799276]),
      (.flow, "stork", [1.451295307503, 1.205197417132]),
      (.flow, "stork:stages=5,derivatives=3,prediction=data", [1.411029973317, 1.234991785703]),
      (.preserving, "stork", [1.644392343463, 0.990618720040]),
      (.preserving, "stork:prediction=noise", [1.634969328758, 0.975194545894]),
      (
        .preserving, "stork:stages=2,derivatives=1,prediction=velocity",
        [1.705607651013, 0.996086125168]
      ),
    ] as [(Path, String, [Double])])
  func aRunEndsWhereTheOtherOneDoes(path: Path, solver: String, expected: [Double]) throws {
    let end = try end(path, solver)
    #expect(zip(end, expected).allSatisfy { abs($0 - $1) < 1e-8 }, "\(end)")
  }

  @Test(
    arguments: [
      (.exploding, "euler", [2.148102475537, 0.065032077318]),
      (.exploding, "euler-ancestral", [2.013212274059, -0.005720579837]),
      (.exploding, "ge", [2.173802406059, 0.076263105579]),
      (.flow, "euler", [2.022832975299, 0.050380772229]),
    ] as [(Path, String, [Double])])
  func renoisingByTheUnconditionalPredictionToo(
    path: Path, solver: String, expected: [Double]
  ) throws {
    let end = try end(path, solver, guidance: "cfg++:scale=0.6")
    #expect(zip(end, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(end)")
  }

  private func end(_ path: Path, _ solver: String, guidance: String = "none") throws -> [Double] {
    var plan = Plan(
      schedule: path.schedule, grid: Choice("uniform-t"), solver: try solvers.choice(solver),
      batch: 1)
    if guidance != "none" {
      plan.guidance = try guidances.choice(guidance)
      plan.classes = .one("0")
    }
    var job = try plan.job(model: GaussianMixture.ring8(), with: kernels)
    let schedule = job.schedule
    job.grid = Grid(levels: path.times.map { schedule.level(t: $0) })
    job.noise = .queued(
      start: path.start, (1...20).map { [cos(Double($0)), sin(2 * Double($0) + 1)] })
    job.startScale = 1
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }
}
