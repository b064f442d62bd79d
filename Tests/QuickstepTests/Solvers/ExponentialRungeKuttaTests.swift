import Glibc
import Quickstep
import Tensors
import Testing

/// The exponential tableaus and their engine.
@Suite struct ExponentialRungeKuttaTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private static let tableaus =
    [
      ExponentialTableau.res2s(c2: 0.5), .res2s(c2: 1), .res3s(c2: 0.5, c3: 1),
      .res3s(c2: 0.35, c3: 0.7), .res3s(c2: 1, c3: 0.4),
    ] + ExponentialTableau.fixed

  /// At z = 0 a method is a classical one of its order.
  @Test(arguments: tableaus.indices)
  func withoutALinearPartTheyAreClassical(index: Int) {
    let tableau = Self.tableaus[index]
    let (matrix, weights) = tableau.coefficients(0)
    for (c, row) in zip(tableau.nodes, matrix) {
      #expect(abs(row.reduce(0, +) - c) < 1e-14)
    }
    for order in 1...tableau.order {
      for tree in RootedTree.all(order: order) {
        #expect(abs(tree.residual(matrix, weights)) < 1e-13, "\(tableau.name) \(tree)")
      }
    }
  }

  /// The conditions for stiff problems (Hochbruck & Ostermann 2005): those of first order by
  /// all but Lawson's, and sum_i b_i c_i = phi_2 of the second; both of third order by some of the
  /// fourth; the method of five stages alone has no defects in the fourth.
  @Test(arguments: tableaus.indices, [-6, -1, -0.2, 0.5, 3])
  func stiffConditionsHold(index: Int, z: Double) {
    let tableau = Self.tableaus[index]
    let (matrix, weights) = tableau.coefficients(z)
    let c = tableau.nodes
    func sum(_ row: [Double], _ values: [Double]) -> Double {
      zip(row, values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let ones = c.map { _ in 1.0 }
    let first =
      [sum(weights, ones) - phi(1, z)]
      + zip(matrix, c).map { sum($0, ones) - $1 * phi(1, $1 * z) }
    guard !tableau.name.hasPrefix("lawson") else {
      #expect(first.contains { abs($0) > 1e-4 })
      return
    }
    #expect(first.allSatisfy { abs($0) < 1e-13 * exp(abs(z)) }, "\(tableau.name) \(first)")
    #expect(abs(sum(weights, c) - phi(2, z)) < 1e-13 * exp(abs(z)))

    let defects = zip(matrix, c).map { sum($0, c) - $1 * $1 * phi(2, $1 * z) }
    let third = [sum(weights, c.map { $0 * $0 / 2 }) - phi(3, z), sum(weights, defects)]
    let areMet = third.allSatisfy { abs($0) < 1e-13 * exp(abs(z)) }
    let strict = ["krogstad4", "strehmel-weiner4", "hochbruck-ostermann4"]
    #expect(areMet == strict.contains(tableau.name), "\(tableau.name) \(third)")
    if tableau.name == "hochbruck-ostermann4" {
      let fourth = [
        sum(zip(weights, c).map { $0 * $1 }, defects),
        sum(weights, matrix.map { sum($0, defects) }),
      ]
      #expect(fourth.allSatisfy { abs($0) < 1e-13 * exp(abs(z)) }, "\(fourth)")
    }
  }

  /// From (6, 3) over eight steps of equal length in log sigma, on eight modes; computed elsewhere
  /// from the published formulas. The multistep ones are those of ComfyUI's res_multistep.
  @Test(arguments: [
    ("exponential-rk", [1.445376743095, 1.164583234708]),
    ("exponential-rk:tableau=res3s", [1.440252596278, 1.173710411436]),
    ("dpm++2m:form=heun,final=keep", [1.51620142523, 1.246334276868]),
  ])
  func aTrajectoryIsTheOneComputedElsewhere(solver: String, expected: [Double]) throws {
    var job = try plan(solver).job(model: GaussianMixture.ring8(), with: kernels)
    job.grid = Grid(
      levels: (0...8).map { NoiseLevel(sigma: 10 * pow(10, -3 * Double($0) / 8)) })
    job.noise = .given(start: [6, 3], steps: [])
    job.startScale = 1
    let end = try end(of: job)
    #expect(zip(end, expected).allSatisfy { abs($0 - $1) < 1e-10 }, "\(end)")
  }

  /// Two stages half a step apart are two steps of the singlestep method.
  @Test(arguments: ["data", "noise"], ["edm", "vp-linear", "flow"])
  func singlestepWithHalfTheStepsIsATwin(prediction: String, schedule: String) throws {
    func run(_ solver: String, _ steps: Int) throws -> [Double] {
      var job = try plan(solver, schedule: schedule).job(model: gentleMixture, with: kernels)
      job.grid = Grid(
        levels: (0...steps).map {
          job.schedule.level(lambda: -2 + 6 * Double($0) / Double(steps))
        })
      return try end(of: job)
    }
    let a = try run("exponential-rk:prediction=\(prediction)", 5)
    let b = try run("dpm-singlestep:form=heun,final=keep,prediction=\(prediction)", 10)
    #expect(rootMeanSquareDistance(a, b) < 1e-11)
  }

  /// Where c2 and c3 admit no method with three stages, two are left.
  @Test func singularNodesLeaveTwoStages() throws {
    for c3 in [0.5, 0.505] {
      let solver = try solvers.make(
        Choice("exponential-rk", ["tableau": .word("res3s"), "c3": .real(c3)]))
      #expect(solver.order == 2)
    }
    let tableau = ExponentialTableau.res3s(c2: 2.0 / 3, c3: 1)
    #expect(tableau.nodes == [0, 2.0 / 3])
  }

  private func plan(_ solver: String, schedule: String = "edm") throws -> Plan {
    Plan(
      schedule: Choice(schedule), grid: Choice("uniform-t"), solver: try solvers.choice(solver),
      steps: 8, batch: 1)
  }

  private func end(of job: SamplingJob) throws -> [Double] {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    return sampler.state
  }
}
